"""Rounds in which writers, and the database with them, are killed at any moment, and nothing may be lost or halved."""
