"""What a machine asks of the service: whether it lives, whether it can work, and its measures."""
