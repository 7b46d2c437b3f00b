"""Decision records, letters, independence statements, certificates."""
