"""Calendars: one's own page about the feed, and the feed itself."""
