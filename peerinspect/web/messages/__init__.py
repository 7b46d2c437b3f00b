"""Messages: one's own, everybody's for the administrator, and addresses that failed."""
