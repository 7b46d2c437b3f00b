"""Searching for the best roster."""
