"""Case reviews and the national panel, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.views.common import Choice
from peerinspect.services.views.lives import StepView


@dataclass(frozen=True, slots=True)
class ReviewsAsked:
    """Which reviews a list is to hold; "" asks nothing. `lateness` is late, soon or delayed."""

    text: str = ""
    kind: str = ""
    state: str = ""
    lateness: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A stage with its last day by the law, and how it stands; see services.reviews.deadlines.

    `told` says it in words. `delay` says why it takes longer, and `expected` by when it is expected now.
    """

    stage: str
    name: str
    due: date
    state: str
    told: str
    done: date | None
    delay: str
    expected: date | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list. Of one from which the reader is recused only reference and councils are there."""

    duty_id: str
    reference: str
    council_names: tuple[str, ...]
    is_recused: bool = False
    kind_name: str = ""
    state: str = ""
    state_name: str = ""
    begun: date | None = None
    due: DeadlineView | None = None


@dataclass(frozen=True, slots=True)
class ReviewerView:
    """Somebody on a review. `part` says what they do there; `may_be_named`: that can be said of them now."""

    address: str
    name: str
    home_names: tuple[str, ...]
    status: str
    part: str
    part_name: str
    may_be_named: bool


@dataclass(frozen=True, slots=True)
class AdviceView:
    """What the national panel advised. `voices` are the members who took part, for those who may read that."""

    topic: str
    topic_name: str
    advice: str
    words: str
    reasons: str
    reference: str
    given_on: date
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberStand:
    """Whether a member of the panel takes part in a review. `why` are the rules' sentences, or their own word."""

    person_id: str
    name: str
    is_recused: bool
    is_own: bool
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review. `to_advise` are the topics that the reader may record the panel's advice on.

    `stands` are all members of the panel for coordinators, and oneself for a member; nobody for others.
    """

    line: ReviewLine
    since: date | None = None
    known_on: date | None = None
    notified_on: date | None = None
    deadlines: tuple[DeadlineView, ...] = ()
    people: tuple[ReviewerView, ...] = ()
    seats: int = 0
    reasons: str = ""
    report: str = ""
    withheld_because: str = ""
    closed_on: date | None = None
    lessons_on: date | None = None
    advice: tuple[AdviceView, ...] = ()
    awaits: tuple[str, ...] = ()
    to_advise: tuple[Choice, ...] = ()
    stands: tuple[MemberStand, ...] = ()
    steps: tuple[StepView, ...] = ()
    delayable: tuple[Choice, ...] = ()
    may_recuse: bool = False
    are_lessons_out: bool = False


@dataclass(frozen=True, slots=True)
class AdviceAsked:
    """What a form on the panel's advice offers: what can be advised, and who can have taken part; how many must."""

    topic: str
    topic_name: str
    advice: tuple[Choice, ...]
    members: tuple[Choice, ...]
    own: str
    quorum: int
    needs_reference: bool


@dataclass(frozen=True, slots=True)
class StepForReview:
    """A step of a review, with what its form offers besides: the kinds of review that can be held, a reference."""

    step: StepView
    kinds: tuple[Choice, ...]
    reference: str
    asks_lessons: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A term on the national panel. `account` is the name of the account that speaks for them, "" for none."""

    member_id: str
    person_id: str
    name: str
    starts: date
    ends: date | None
    is_chair: bool
    expertise: str
    account: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A review that waits for the panel's advice. Of one from which the reader is recused nothing but its line.

    `free` and `quorum` count members: how many can take part, how many must. `stands` as in ReviewView.
    """

    review: ReviewLine
    topic: str = ""
    topic_name: str = ""
    due: DeadlineView | None = None
    free: int = 0
    quorum: int = 0
    stands: tuple[MemberStand, ...] = ()
    may_advise: bool = False


@dataclass(frozen=True, slots=True)
class PanelView:
    """The national panel: its members, and what waits for its advice. `is_member`: the reader sits on it."""

    members: tuple[MemberLine, ...]
    agenda: tuple[AgendaLine, ...]
    is_member: bool


@dataclass(frozen=True, slots=True)
class ReviewYear:
    """Reviews that began in a year, by state; see services.reports.reviews."""

    year: str
    begun: int
    open: int
    published: int
    withheld: int
    ended_without: int
    cancelled: int
    share_in_full: int | None


@dataclass(frozen=True, slots=True)
class StagePace:
    """How long one stage took: median working days against the limit, and how often it was late."""

    stage: str
    name: str
    limit: str
    done: int
    median: int | None
    in_time: int
    late: int


@dataclass(frozen=True, slots=True)
class LateStage:
    """A stage of a review that is late or was met late, with what was said of it."""

    review: ReviewLine
    deadline: DeadlineView


@dataclass(frozen=True, slots=True)
class QualityFact:
    """A plain fact on quality: how many of how many."""

    name: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class ReviewsReport:
    """Pace and quality of reviews."""

    years: tuple[ReviewYear, ...]
    stages: tuple[StagePace, ...]
    late: tuple[LateStage, ...]
    quality: tuple[QualityFact, ...]
