"""How a device comes in: the hall's own CA, a code that a person hands over, a key that never leaves the device."""
