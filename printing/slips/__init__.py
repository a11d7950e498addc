"""The slips of 80 mm: what a kiosk or a counter hands over at once."""
