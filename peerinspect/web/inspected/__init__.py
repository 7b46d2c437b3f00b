"""Inspections of one's own council, from the notice day on: who comes, and what one objects to."""
