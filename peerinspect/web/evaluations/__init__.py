"""What a person is told of how they did."""
