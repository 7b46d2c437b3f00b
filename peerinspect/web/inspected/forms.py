"""The form with which a council objects to somebody."""

from __future__ import annotations

from peerinspect.services.liaison.objecting import RaiseObjection
from peerinspect.web.fields import Lines
from peerinspect.web.forms import HouseForm


class ObjectionForm(HouseForm):
    """What one objects to."""

    reason = Lines("Why", description="The Ofsted liaison and coordinators read it. The person does not")

    def command(self, duty_id: str, address: str) -> RaiseObjection:
        """What was entered."""
        return RaiseObjection(duty_id, address, self.reason.data or "")
