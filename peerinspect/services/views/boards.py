"""Boards as those see them who appoint their chairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.documents.statements import StatementAbout
from peerinspect.domain import Period
from peerinspect.services.views.common import Choice
from peerinspect.services.views.duties import PlacementView
from peerinspect.services.views.lives import StepView


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board in a list. `waits` says in words what waits for the reader's word, `due` what is due next.

    `chairs` are in post; `coming` are asked, or have said yes and are not appointed yet.
    """

    duty_id: str
    title: str
    councils: tuple[str, ...]
    period: Period
    state: str
    state_name: str
    chairs: tuple[str, ...]
    waits: str
    due: str
    coming: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordView:
    """What one party said of a step: agreed, refused or missing. `name` is who said it, `reference` the letter."""

    party: str
    party_name: str
    state: str
    name: str = ""
    reference: str = ""
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BoardStepView:
    """A step that was proposed. `outcome` is "" while it waits, then taken, refused, withdrawn or overtaken.

    `may_agree`: the reader's own word is missing; `letters` are those whose word they may record by letter.
    """

    id: str
    action: str
    name: str
    person_name: str
    day: date | None
    notice_days: int | None
    reason: str
    by: str
    on: date
    words: tuple[WordView, ...]
    outcome: str
    settled_on: date | None
    may_agree: bool
    may_withdraw: bool
    letters: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class AppraisalView:
    """A chair's year, looked back on."""

    day: date
    person_name: str
    found: str


@dataclass(frozen=True, slots=True)
class RemovalView:
    """A removal. `outcome` is "" under notice, then removed or kept. `interim_status` is that of a placement."""

    duty_id: str
    title: str
    person_name: str
    grounds: str
    served_on: date
    notice_days: int
    last_day: date
    reply: str
    replied_on: date | None
    interim_name: str
    interim_status: str
    interim_from: date
    outcome: str
    reasons: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board. `regime` says who appoints on this day; `tie` why the reader takes no part, "" where they may.

    `steps` can be taken or proposed now; `settled` are earlier ones, the latest first. `follows` names the chair whom
    an interim chair of this term is to follow.
    """

    line: BoardLine
    regime: str
    since: date | None
    statement: tuple[StatementAbout, ...]
    appraisals: tuple[AppraisalView, ...]
    steps: tuple[StepView, ...]
    waiting: BoardStepView | None
    settled: tuple[BoardStepView, ...]
    removal: RemovalView | None
    earlier: tuple[RemovalView, ...]
    tie: str
    follows: str


@dataclass(frozen=True, slots=True)
class ShortlistLine:
    """Somebody who could chair the board. `rules` are the titles of rules that would have to be set aside first.

    `rank` counts from 1, the best first; `minutes` is the journey. `is_tied`: the reader takes no part in this choice.
    `expertise` is what they say they know well.
    """

    person_id: str
    name: str
    home_names: tuple[str, ...]
    rank: int
    minutes: int | None
    rules: tuple[str, ...]
    is_tied: bool
    expertise: str = ""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Who could chair the board, the best first, and how many nobody could appoint. `asked` are on it already."""

    lines: tuple[ShortlistLine, ...]
    asked: tuple[Choice, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Pack:
    """The papers on an appointment or a removal, in an edition: full, or redacted for who is not of the board."""

    title: str
    kind: str
    is_redacted: bool
    board: BoardView
    made_on: date


@dataclass(frozen=True, slots=True)
class OwnCouncil:
    """What a chief executive's council gives, gets and owes. Days are of work that is settled and not over.

    `owes` is how many days more it gets than it gives, below nothing where it gives more. What waits for the chief
    executive: `consents_asked`, `words_asked`, `waivers_asked`, and `appraisals_due` as sentences.
    """

    code: str
    name: str
    days_given: int
    days_received: int
    given: tuple[PlacementView, ...]
    received: tuple[PlacementView, ...]
    consents_asked: int
    words_asked: int
    waivers_asked: int
    appraisals_due: tuple[str, ...]

    @property
    def owes(self) -> int:
        """Days received beyond those given."""
        return self.days_received - self.days_given
