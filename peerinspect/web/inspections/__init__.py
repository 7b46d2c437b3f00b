"""The inspection calendar."""
