"""`python -m peerinspect` is the command `peerinspect`."""

import sys

from peerinspect.cli import main

sys.exit(main())
