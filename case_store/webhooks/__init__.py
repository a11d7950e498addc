"""Webhooks: other systems are told that something happened, until they have taken it."""
