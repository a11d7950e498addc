"""A hall's commands, one concept a file: gather, decide (cases/), append, in one transaction."""
