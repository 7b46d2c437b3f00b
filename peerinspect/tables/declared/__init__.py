"""The tables, as they are declared."""
