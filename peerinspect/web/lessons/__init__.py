"""Lessons: search, findings, themes, what boards were sent and do about it, and which lessons come back."""
