"""The fast examiner's parts: placements alone, in pairs and threes, and what fills up."""
