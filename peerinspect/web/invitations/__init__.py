"""Inviting people by a link, and what the link opens."""
