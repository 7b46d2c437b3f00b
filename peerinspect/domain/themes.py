"""The controlled vocabulary of what goes right and wrong in protecting children.

Lessons of reviews and the needs of support programmes are tagged with it, so that one is found by the other. To add a
theme, add a line. A code is never taken away, since what was tagged with it stays: give it `retired=True`, and it keeps
its words but is offered no more.
"""

from __future__ import annotations

from dataclasses import dataclass

SEEING = "Seeing and hearing the child"
DECIDING = "Recognising harm and deciding"
TOGETHER = "Working together"
FAMILY = "Parents and the home"
OUTSIDE = "Harm outside the home"
STAGES = "Ages and moves"
STRENGTH = "The service itself"

GROUPS = (SEEING, DECIDING, TOGETHER, FAMILY, OUTSIDE, STAGES, STRENGTH)
"""In the order in which pages show them."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One word of the vocabulary: its code, what readers call it, and one sentence on what belongs to it."""

    code: str
    words: str
    belongs: str
    group: str
    retired: bool = False


THEMES = (
    Theme("voice", "Voice of the child", "What the child said, showed or wanted, and whether anybody asked.", SEEING),
    Theme("seen-alone", "Seeing the child", "Visits at which the child was not seen, or not seen alone.", SEEING),
    Theme("identity", "Culture and identity", "Culture, faith, language or race that was overlooked.", SEEING),
    Theme(
        "disability", "Disabled children", "Needs of a disability that hid harm, or were taken for its cause.", SEEING
    ),
    Theme("thresholds", "Thresholds", "When help becomes protection, and referrals that were turned away.", DECIDING),
    Theme("neglect", "Neglect", "Needs unmet for a long time, and drift until somebody acts.", DECIDING),
    Theme("assessment", "Assessment", "What was asked, whose history was read, and how risk was weighed.", DECIDING),
    Theme(
        "plans", "Plans and their review", "Plans without clear aims, dates or a check of what they changed.", DECIDING
    ),
    Theme(
        "sexual-harm", "Sexual abuse at home", "Signs of sexual abuse in the family, and the answer to them.", DECIDING
    ),
    Theme("information", "Sharing information", "What one agency knew and another needed.", TOGETHER),
    Theme("strategy", "Strategy discussions", "Who was called together to plan an inquiry, and how soon.", TOGETHER),
    Theme(
        "challenge", "Escalation and challenge", "Disagreement between professionals that was not carried on.", TOGETHER
    ),
    Theme("domestic-abuse", "Domestic abuse", "Violence and control between adults where children live.", FAMILY),
    Theme(
        "parents-minds", "Parents' mental health", "Illness of a parent's mind, and its weight for the child.", FAMILY
    ),
    Theme("substances", "Alcohol and drugs", "Parents' use of alcohol or drugs, and its weight for the child.", FAMILY),
    Theme(
        "hidden-adults", "Adults out of sight", "Fathers, partners and other adults whom nobody asked about.", FAMILY
    ),
    Theme("exploitation", "Exploitation", "Children used by others for sex, crime or gain.", OUTSIDE),
    Theme("missing", "Missing children", "Children missing from home or care, and talks on their return.", OUTSIDE),
    Theme("online", "Harm online", "Harm that begins or goes on by telephone or computer.", OUTSIDE),
    Theme("infants", "Unborn children and infants", "Care before birth and in the first year of life.", STAGES),
    Theme("schooling", "School and home education", "Absence, exclusion and children taught at home.", STAGES),
    Theme("self-harm", "Young people's despair", "Self-harm and suicide of young people, and who could help.", STAGES),
    Theme("placements", "Moves between placements", "Where children in care live, and moves that broke ties.", STAGES),
    Theme("transitions", "Growing up", "Passing from services for children to those for adults.", STAGES),
    Theme("supervision", "Supervision", "Time and skill given to the people who do the work.", STRENGTH),
    Theme("workload", "Staff and workload", "Too many cases, changing workers and posts without holders.", STRENGTH),
    Theme("recording", "Records", "What was written down, where, and who could read it in time.", STRENGTH),
)
"""In the order in which pages show them: by group."""

_BY_CODE = {theme.code: theme for theme in THEMES}


def find_theme(code: str) -> Theme | None:
    """The theme with this code, retired ones too; or None."""
    return _BY_CODE.get(code)


def words_of(code: str) -> str:
    """What readers call it. A code that nobody knows is its own words, so that old data can always be read."""
    found = _BY_CODE.get(code)
    return code if found is None else found.words


def offered(among: tuple[Theme, ...] = THEMES) -> tuple[Theme, ...]:
    """The themes that something new may be tagged with."""
    return tuple(theme for theme in among if not theme.retired)


def by_group(among: tuple[Theme, ...] = THEMES) -> tuple[tuple[str, tuple[Theme, ...]], ...]:
    """(group, its themes) in the order of pages; groups without any are left out."""
    grouped = ((group, tuple(theme for theme in among if theme.group == group)) for group in GROUPS)
    return tuple((group, themes) for group, themes in grouped if themes)


def in_order(codes: frozenset[str] | set[str] | tuple[str, ...]) -> tuple[str, ...]:
    """These codes in the order of the vocabulary, each once; codes that nobody knows come last."""
    known = tuple(theme.code for theme in THEMES if theme.code in codes)
    return known + tuple(sorted(set(codes) - set(known)))
