"""Rosters: reading, waiving, publishing."""
