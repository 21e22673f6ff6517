"""What an operator can ask for: one command a file."""
