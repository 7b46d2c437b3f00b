"""Tokens with which programs come in, under "Your account"."""
