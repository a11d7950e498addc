"""Copies of attachments, with the words that say what for."""
