"""What an operator does at the machine of a store: `python main.py admin …`, a verb a file."""
