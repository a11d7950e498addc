"""Casework at a store: acts of staff on cases, the case page, the inbox; one transaction an act."""
