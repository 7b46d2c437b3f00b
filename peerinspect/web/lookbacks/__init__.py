"""Looks back at the work that a change of a tie touches."""
