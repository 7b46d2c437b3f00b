"""Questions about a duty that take a search: how far it has come, and the answer."""
