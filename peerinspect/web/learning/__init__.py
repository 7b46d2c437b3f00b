"""Aspirants and their mentors; one's own record, and what is to be put right on it."""
