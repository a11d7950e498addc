"""Devices that may speak to a hall: let in by a person, ended by a person, told when they are seen twice."""
