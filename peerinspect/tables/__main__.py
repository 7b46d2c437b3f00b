"""`python -m peerinspect.tables > docs/tables.md` writes the page about the tables."""

from __future__ import annotations

import sys

from peerinspect.tables.documentation import page

sys.stdout.write(page())
