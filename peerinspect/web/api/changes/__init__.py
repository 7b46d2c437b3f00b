"""What programs may change: the same commands that forms fill, carried out by the same use cases."""
