"""The national panel: its members, and what waits for its advice."""
