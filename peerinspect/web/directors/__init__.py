"""Councils' posts of director through time."""
