"""Forms about what is held back."""

from __future__ import annotations

from peerinspect.services.holding_back.leaks import CloseReport, RaiseLeak, ReportLeak
from peerinspect.services.holding_back.undertaking import SignUndertaking
from peerinspect.web.fields import Day, Lines, Tick
from peerinspect.web.forms import HouseForm


class UndertakingForm(HouseForm):
    """One box, and the button."""

    agrees = Tick("I give this undertaking")

    def command(self, address: str) -> SignUndertaking:
        """What was ticked, for one's own placement."""
        return SignUndertaking(address, bool(self.agrees.data))


class LeakForm(HouseForm):
    """What leaked, and when it was noticed."""

    what = Lines("What leaked, and how do you know?")
    noticed_on = Day("Day on which it was noticed", description="For example, 5 10 2026")

    def command(self, duty_id: str) -> RaiseLeak:
        """What was entered, about one inspection."""
        return RaiseLeak(duty_id, self.what.data or "", self.noticed_on.data)


class SuspicionForm(HouseForm):
    """A suspicion in one's own words."""

    told = Lines("What have you seen or heard?")

    def command(self) -> ReportLeak:
        """What was entered."""
        return ReportLeak(self.told.data or "")


class CloseForm(HouseForm):
    """What became of a suspicion."""

    what = Lines("What became of it?")
    is_leak = Tick("Something of a sealed inspection had leaked")

    def command(self, report_id: str) -> CloseReport:
        """What was entered, about one report."""
        return CloseReport(report_id, self.what.data or "", bool(self.is_leak.data))
