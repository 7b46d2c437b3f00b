"""People: the register of directors and senior managers."""
