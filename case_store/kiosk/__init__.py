"""The store at a kiosk: its outbox, what it holds in advance, and the door that its screen calls."""
