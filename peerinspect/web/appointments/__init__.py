"""A chief executive's people and boards."""
