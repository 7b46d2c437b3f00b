"""A director's own duties, offers and declarations."""
