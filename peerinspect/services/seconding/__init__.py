"""Secondments for the demo. What is done with them stands in services.liaison."""
