"""Problems beyond the wall: solved region by region, stitched, and bounded as a whole."""
