"""What can be changed of a council's record: for each change its form, what it does in words, and its use case."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.services import arrangements, councils, judgements
from peerinspect.web.authorities import forms
from peerinspect.web.changing import Change

OF_COUNCIL: Mapping[str, Change] = {
    "details": Change(
        "Change name, region or place",
        "Distances and regions are reckoned anew with the next search. The code stays as long as the council lasts.",
        "Save",
        "The council's record is changed.",
        forms.CouncilForm,
        councils.change_council,
    ),
    "judgement": Change(
        "Add a judgement",
        "The latest judgement that was published decides whether this council's people may inspect and advise.",
        "Add this judgement",
        "The judgement is added.",
        forms.JudgementForm,
        judgements.add_judgement,
    ),
    "arrangement": Change(
        "Add what it shares, or is at odds about",
        "While it lasts, the rules keep people of these councils from some kinds of work at one another.",
        "Add this arrangement",
        "The arrangement is added.",
        forms.ArrangementForm,
        arrangements.add_arrangement,
    ),
    "end": Change(
        "End this council",
        "It leaves every list to choose from, and the merger stands between the two councils from then on. Posts, "
        "boards and past work stay on its record: end the posts, and add new ones at the other council.",
        "End this council",
        "The council has ended. Its people's posts are still on its record.",
        forms.EndCouncilForm,
        councils.end_council,
    ),
}
"""By the last part of the address."""

CORRECT_JUDGEMENT = Change(
    "Correct a judgement",
    "The register is put right, as if it had been entered so. Your reason stays in the history.",
    "Save the correction",
    "The judgement is corrected.",
    forms.CorrectJudgementForm,
    judgements.correct_judgement,
)
END_ARRANGEMENT = Change(
    "Enter its last day",
    "From the day after, the rules see nothing of it between these councils; a complaint is remembered for some years.",
    "Save the last day",
    "The last day is entered.",
    forms.EndArrangementForm,
    arrangements.end_arrangement,
)
