"""Attachments of cases: checked and cleaned on the way in, kept sealed in files beside the database."""
