"""A month of casework: invented matters of every type, robots of every role, power that fails now and then."""
