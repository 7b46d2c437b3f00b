"""Signing in with an organisation's own sign-in."""
