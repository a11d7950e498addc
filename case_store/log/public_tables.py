"""The citizen's page: tries, and the message board."""
