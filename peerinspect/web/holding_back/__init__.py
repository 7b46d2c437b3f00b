"""Undertakings, disclosure, reserves, answers by link, and leaks."""
