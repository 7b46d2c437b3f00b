"""peerinspect: independent rosters of peer directors, found, explained and published."""

__version__ = "0.1.0"
