"""What happens to a duty after it is registered: its steps, its facts, and the people on it."""
