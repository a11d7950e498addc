"""What the program advises and a person confirms: grade, route, scope, the road ahead, words of danger."""
