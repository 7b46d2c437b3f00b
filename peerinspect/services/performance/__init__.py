"""Figures of councils, year by year: pure functions over facts that were read, and veiled, before."""
