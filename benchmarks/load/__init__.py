"""Two hundred signed-in people at ten Englands, while a search runs: `python -m benchmarks.load`."""
