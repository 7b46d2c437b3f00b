"""What everybody may read, and the national picture."""
