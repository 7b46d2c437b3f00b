"""Forms for changing a rule: one made for the rule's own parameters, and one that decides."""

from __future__ import annotations

from typing import Any

from wtforms import Field

from peerinspect.services.policies import OWN_STRENGTH, DecideChange, ProposeChange
from peerinspect.services.views import RuleDetail, SettingView
from peerinspect.web.fields import Lines, Pick, Whole
from peerinspect.web.forms import HouseForm

STRENGTHS = {
    OWN_STRENGTH: "As the rule itself says",
    "hard": "Nobody may waive it",
    "off": "Switched off",
}
DECISIONS = {"approve": "Approve this change", "refuse": "Refuse this change"}


class ChangeForm(HouseForm):
    """What a rule shall say, and why. `form_for` adds the fields of one rule."""

    def command(self, detail: RuleDetail) -> ProposeChange:
        """What was entered; fields that the rule does not have are left out."""
        entered = self.data
        return ProposeChange(
            rule=detail.rule.code,
            reason=entered.get("reason") or "",
            strength=entered.get("strength", OWN_STRENGTH),
            weight=entered.get("weight"),
            parameters={one.name: entered.get(one.name) for one in detail.settings},
        )


def form_for(detail: RuleDetail) -> ChangeForm:
    """The form of one rule, filled with what is in force."""
    fields: dict[str, Field] = {one.name: _number(one) for one in detail.settings}
    if len(detail.strengths_allowed) > 1:
        allowed = {name: STRENGTHS[name] for name in detail.strengths_allowed}
        now = detail.strength if detail.strength in allowed else OWN_STRENGTH
        fields["strength"] = Pick("How strong the rule is", allowed, default=now)
    if detail.has_weight and detail.rule.weight is not None:
        fields["weight"] = Whole(
            "Weight of an objection that may be waived",
            description="Between 1 and 100. The search uses heavier objections less",
            default=_whole(detail.rule.weight),
        )
    fields["reason"] = Lines("Why the rule should change", description="The second coordinator reads it")
    made: type[ChangeForm] = type("RuleChangeForm", (ChangeForm,), fields)
    return made()


def _number(one: SettingView) -> Field:
    """A box for one parameter."""
    said = f"In {one.unit}s, between {one.least} and {one.most}. The rulebook's own figure is {one.default}"
    return Whole(one.sentence.removesuffix("."), description=said.replace("persons", "people"), default=one.number)


def _whole(number: Any) -> int | None:
    """The number where it is whole; a weight from a file that is not is left to be entered again."""
    return int(number) if number == int(number) else None


class DecisionForm(HouseForm):
    """Yes or no to a change, and why."""

    decision = Pick("Your decision", DECISIONS)
    sentence = Lines("Why", description="Needed when you refuse")

    def command(self, proposal_id: str) -> DecideChange:
        """What was entered, about one proposal."""
        return DecideChange(proposal_id, self.sentence.data or "")
