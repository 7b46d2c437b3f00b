"""Rosters: reading, waiving, changing by hand, comparing, publishing, withdrawing."""
