"""Simulated days of a hall: how true the expected waits are, beside the usual methods, and Erlang's formula."""
