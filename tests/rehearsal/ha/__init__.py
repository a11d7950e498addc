"""The centre's cluster under fire: three nodes on loopback, twenty halls that push, machines that die."""
