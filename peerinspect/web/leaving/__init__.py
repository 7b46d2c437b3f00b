"""Why directors leave: asked of the leaver, read in numbers."""
