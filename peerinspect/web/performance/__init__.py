"""Performance information: a council through the years, and up to four beside one another."""
