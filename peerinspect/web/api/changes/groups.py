"""Every group of addresses at which programs change something."""

from __future__ import annotations

from peerinspect.web.api.changes import boards, chairs, own, registers, searches, work

GROUPS = (*registers.GROUPS, *own.GROUPS, *work.GROUPS, *searches.GROUPS, *boards.GROUPS, *chairs.GROUPS)
