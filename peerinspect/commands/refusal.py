"""Why a command cannot do what it was asked, when its files themselves are in order."""


class Unusable(ValueError):
    """One sentence: what is wrong with what was asked, and what would be right."""
