"""One duty: its facts, its team, and everybody who could do it."""
