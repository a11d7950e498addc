"""The parsers of devices under Atheris: inputs that are led by what the code does with them. `make fuzz-devices`."""
