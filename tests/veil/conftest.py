"""Two lives of one service, alike but for one sealed inspection."""

from __future__ import annotations

import sys
from pathlib import Path

# The small world and requests by each reader are described beside the tests of services and of pages.
sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("services", "web")]
