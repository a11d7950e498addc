"""The case (矛盾纠纷): its matter, its state machine, and what is owed to it until it is closed."""
