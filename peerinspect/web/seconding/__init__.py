"""Secondments to inspection teams: asked for by the Ofsted liaison, and what is recorded of those who go."""
