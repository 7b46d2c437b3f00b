"""England as it is, solved through the commands: what holds for a nation and not only for small cases."""
