"""Named queries: rows -> domain words. A fixed number of queries each, whatever the size."""
