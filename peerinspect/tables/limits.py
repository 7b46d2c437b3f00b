"""How large a file may be, so that none can fill the memory or the day of whoever reads it."""

from __future__ import annotations

MOST_BYTES = 10_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_UNPACKED = 150_000_000
"""Bytes of all the parts of a workbook, unpacked."""
MOST_RATIO = 200
"""How many times larger a part may be unpacked; sheets of real people stay far below."""
SMALL_PART = 1_000_000
"""Bytes below which the ratio says nothing."""
MOST_PARTS = 500
LONGEST_CELL = 5_000
"""Characters."""

TOO_LARGE = f"The file is larger than {MOST_BYTES // 1_000_000} MB. Part it into several files"
TOO_MANY_ROWS = f"The file has more than {MOST_ROWS:,} rows. Part it into several files"
TOO_MANY_COLUMNS = f"The file has more than {MOST_COLUMNS} columns. Keep those that the template has"
UNPACKS_TOO_LARGE = "Unpacked, the workbook is far larger than a table can be. Copy the rows into the template"
"""Said of a workbook that is made to overwhelm its reader, or was saved with a million empty rows."""
