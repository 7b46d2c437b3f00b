"""What is no longer kept, and what was removed."""
