"""The queries behind `disclosure`, a file a topic. Pages call them through `disclosure` alone."""
