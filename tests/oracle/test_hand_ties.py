"""Bars on declared interests and on what lies between councils, by hand from the rule table and the readings."""

import pytest

from .hand_problems import JUDGED, OFF, authority, duty, hard, inspection, person, post, problem, rules, soft, tie

P, I1 = ("p", "i"), [inspection("i", "B")]  # p of A would inspect B from 3 to 7 March 2025
CALM = rules(vetting_lapsed=OFF, no_consent=OFF)


def found(given: dict, rule: str) -> str:
    """The strengths in which the rule objects to p on i."""
    strengths = [name for name, codes in (("hard", hard(given, P)), ("soft", soft(given, P))) if rule in codes]
    return " and ".join(strengths)


def on_duty(kind: str, target: str = "B", **changes: object) -> dict:
    """p of A on a duty of this kind from 3 to 7 March 2025."""
    return problem([person("p")], [duty("i", kind, target, "2025-03-03", "2025-03-07") | changes])


def between(kind: str, members: str = "AB", **dates: str) -> dict:
    names = {"since": "from", "until": "to"}
    return {"kind": kind, "authorities": list(members)} | {names[key]: day for key, day in dates.items()}


# --- between councils ---


@pytest.mark.parametrize("kind", ["partnership", "adoption", "service", "police", "icb"])
def test_shared_partner_by_kind(kind: str) -> None:
    is_partner = kind in ("partnership", "adoption", "service")
    for what in ("inspect", "review", "chair", "support", "second", "interim"):
        expected = "hard" if is_partner and what in ("inspect", "review") else ""
        if not is_partner and what == "chair":
            expected = "soft"
        assert found(on_duty(what) | {"arrangements": [between(kind)]}, "shared-partner") == expected


def test_shared_partner_in_force() -> None:
    for dates, expected in (
        ({"until": "2025-03-02"}, ""),
        ({"until": "2025-03-03"}, "hard"),
        ({"since": "2025-03-07"}, "hard"),
        ({"since": "2025-03-08"}, ""),
        ({"members": "AC"}, ""),
        ({"members": "ABC"}, "hard"),
    ):
        assert (
            found(on_duty("inspect") | {"arrangements": [between("adoption", **dates)]}, "shared-partner") == expected
        )
    noticed = on_duty("inspect", notice="2025-02-24") | {"arrangements": [between("adoption", until="2025-02-24")]}
    assert found(noticed, "shared-partner") == "hard"  # in force on the notice day


@pytest.mark.parametrize("kind", ["dispute", "merger"])
def test_authorities_in_dispute(kind: str) -> None:
    for what, expected in (("inspect", "hard"), ("review", "hard"), ("chair", "hard"), ("support", ""), ("second", "")):
        assert found(on_duty(what) | {"arrangements": [between(kind)]}, "authorities-in-dispute") == expected
    for dates, expected in (({"until": "2025-03-02"}, ""), ({"since": "2025-03-07"}, "hard"), ({"members": "AC"}, "")):
        given = on_duty("inspect") | {"arrangements": [between(kind, **dates)]}
        assert found(given, "authorities-in-dispute") == expected


def test_authorities_in_dispute_by_a_joint_review() -> None:
    for target, first, last, expected in (
        ("AB", "2025-01-06", "2025-03-03", "hard"),  # its last day is the inspection's first
        ("AB", "2025-01-06", "2025-02-28", ""),
        ("AB", "2025-03-07", "2025-06-06", "hard"),
        ("AB", "2025-03-10", "2025-06-06", ""),
        ("B", "2025-01-06", "2025-06-06", ""),  # not of both
    ):
        given = problem([person("p")], [*I1, duty("r", "review", target, first, last, 0)])
        assert found(given, "authorities-in-dispute") == expected
    assert found(on_duty("review", "AB"), "authorities-in-dispute") == ""  # this very review is another rule's business


def test_out_of_reach() -> None:
    # Along a meridian 1 degree is 111.195 km: 0.62 of it is 68.94 km, 89.6 minutes; 0.63 is 70.05 km, 91.1 minutes.
    for kind, latitude, minutes, expected in (
        ("chair", 51.62, 90, ""),  # 90 minutes, rounded up, are not beyond 90
        ("chair", 51.63, 90, "soft"),
        ("support", 51.63, 90, "soft"),
        ("inspect", 53.0, 90, ""),
        ("second", 53.0, 90, ""),
        ("chair", 51.63, 92, ""),
        ("chair", None, 90, "soft"),  # an unknown distance is not clearance
    ):
        country = [authority("A", latitude=51.0, longitude=0.0), authority("B", latitude=latitude, longitude=0.0)]
        given = on_duty(kind) | {"authorities": country, "policy": rules(out_of_reach={"minutes": minutes})}
        assert found(given, "out-of-reach") == expected


def test_out_of_reach_takes_any_pair_but_ones_own_home() -> None:
    country = [authority("A"), authority("B"), authority("C", latitude=54.0)]
    joint = on_duty("support", "BC") | {"authorities": country}
    assert found(joint, "out-of-reach") == "soft"  # B is near, C is far
    unknown = [authority("A", latitude=None)]
    assert found(on_duty("support", "A") | {"authorities": unknown}, "out-of-reach") == ""  # H = T


@pytest.mark.parametrize(
    ("first", "last", "published", "expected"),
    [
        ("2025-03-07", "2025-03-14", None, "hard"),  # begins on i's last day
        ("2025-03-10", "2025-03-14", None, ""),
        # 30 working days after Friday 17 January 2025 end on Friday 28 February; after the 20th, on Monday 3 March.
        ("2025-01-13", "2025-01-17", None, ""),
        ("2025-01-13", "2025-01-19", None, ""),  # the weekend adds none
        ("2025-01-13", "2025-01-20", None, "hard"),
        ("2025-02-03", "2025-02-07", "2025-03-03", "hard"),  # published on i's first day
        ("2025-02-03", "2025-02-07", "2025-03-01", ""),
        ("2025-02-03", "2025-02-07", "2025-03-11", "hard"),  # after the day of the facts: not known yet
    ],
)
def test_home_inspection_window(first: str, last: str, published: str | None, expected: str) -> None:
    judgements = [JUDGED, {"inspected": last, "published": published}] if published else [JUDGED]
    country = [authority("A", judgements=judgements), authority("B")]
    given = problem([person("p")], [*I1, inspection("own", "A", first, last)], authorities=country, policy=CALM)
    assert found(given | {"as_of": "2025-03-03"}, "home-inspection-window") == expected


def test_home_inspection_window_from_notice_and_of_that_inspection() -> None:
    later = inspection("own", "A", "2025-03-10", "2025-03-14", notice="2025-03-07", sealed=True, seats=0)
    assert found(problem([person("p")], [*I1, later]), "home-inspection-window") == "hard"
    assert found(problem([person("p")], [*I1, later | {"authorities": ["C"]}]), "home-inspection-window") == ""
    assert found(problem([person("p")], [*I1, later | {"kind": "review"}]), "home-inspection-window") == ""
    assert (
        found(on_duty("support") | {"duties": [*on_duty("support")["duties"], later]}, "home-inspection-window") == ""
    )
    earlier = inspection("own", "A", "2025-02-03", "2025-02-07")
    for inspected, expected in (
        ("2025-02-02", "hard"),
        ("2025-02-03", ""),
    ):  # only that inspection's own report ends it
        judged = [JUDGED, {"inspected": inspected, "published": "2025-02-20"}]
        given = problem([person("p")], [*I1, earlier], authorities=[authority("A", judgements=judged), authority("B")])
        assert found(given | {"as_of": "2025-03-03"}, "home-inspection-window") == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2022-09-03", "soft"), ("2022-09-04", ""), (None, "soft"), ("2025-01-02", "soft")],  # as_of is 1 January 2025
)
def test_home_inspection_window_of_an_old_judgement(published: str | None, expected: str) -> None:
    judged = [{"inspected": "2022-07-04", "published": published}] if published else []  # whatever its grades
    country = [authority("A", judgements=judged), authority("B")]
    assert found(problem([person("p")], I1, authorities=country), "home-inspection-window") == expected
    moved = on_duty("inspect", notice="2025-02-28") | {"authorities": country}  # measured on the notice day
    assert found(moved, "home-inspection-window") == ("" if published == "2022-09-03" else expected)


# --- interests ---


@pytest.mark.parametrize(
    ("rule", "interest", "kind", "clear", "barred", "expected"),
    [
        ("applied-there", "applied", "inspect", "2020-03-03", "2020-03-04", "hard"),
        ("applied-there", "applied", "chair", "2023-03-03", "2023-03-04", "soft"),
        ("paid-by", "paid", "inspect", "2020-03-03", "2020-03-04", "hard"),
        ("paid-by", "paid", "review", "2020-03-03", "2020-03-04", "hard"),
    ],
)
def test_applied_there_and_paid_by(rule: str, interest: str, kind: str, clear: str, barred: str, expected: str) -> None:
    for dates, wanted in (
        ({"until": clear}, ""),
        ({"until": barred}, expected),
        ({}, expected),
        ({"since": "2025-03-07"}, expected),
        ({"since": "2025-03-08"}, ""),
    ):
        assert found(on_duty(kind) | {"interests": [tie("p", interest, "B", **dates)]}, rule) == wanted
    assert found(on_duty(kind) | {"interests": [tie("p", interest, "C")]}, rule) == ""


def test_applied_there_and_paid_by_know_their_kinds() -> None:
    both = {"interests": [tie("p", "applied", "B"), tie("p", "paid", "B")]}
    for kind in ("support", "second", "interim"):
        assert hard(on_duty(kind) | both, P) | soft(on_duty(kind) | both, P) == set()
    assert found(on_duty("review") | both, "applied-there") == found(on_duty("chair") | both, "paid-by") == ""


@pytest.mark.parametrize("kind", ["inspect", "chair", "support", "second", "interim", "review"])
@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"until": "2025-03-03"}, "hard"),
        ({"until": "2025-03-02"}, "soft"),
        ({"until": "2022-03-04"}, "soft"),
        ({"until": "2022-03-03"}, ""),  # three years ago
        ({"since": "2025-03-07"}, "hard"),
        ({"since": "2025-03-08"}, ""),
    ],
)
def test_open_complaint(kind: str, dates: dict, expected: str) -> None:
    assert found(on_duty(kind) | {"interests": [tie("p", "complaint", "B", **dates)]}, "open-complaint") == expected
    assert found(on_duty(kind) | {"arrangements": [between("complaint", **dates)]}, "open-complaint") == expected


def test_open_complaint_of_others_and_of_two_ages() -> None:
    assert found(on_duty("chair") | {"arrangements": [between("complaint", "AC")]}, "open-complaint") == ""
    assert found(on_duty("chair") | {"interests": [tie("p", "complaint", "C")]}, "open-complaint") == ""
    two = [tie("p", "complaint", "B"), tie("p", "complaint", "B", until="2025-01-31")]
    assert found(on_duty("chair") | {"interests": two}, "open-complaint") == "hard and soft"


def test_other_connection() -> None:
    for dates, expected in (({}, "hard"), ({"until": "2025-03-02"}, ""), ({"since": "2025-03-07"}, "hard")):
        given = {"interests": [tie("p", "other", "B", **dates)]}
        assert {found(on_duty(kind) | given, "other-connection") for kind in ("inspect", "chair", "second")} == {
            expected
        }
    assert found(on_duty("chair") | {"interests": [tie("p", "other", "C")]}, "other-connection") == ""


@pytest.mark.parametrize(
    ("who", "where", "reference", "of_the_review", "expected"),
    [
        ("p", "D", "R1", "R1", "hard"),  # one's own, whatever council it names
        ("p", "B", "R1", "R2", ""),
        ("p", "B", None, "R1", "hard"),  # a missing reference is not clearance, at the target
        ("p", "B", "R1", None, "hard"),
        ("p", "D", None, "R1", ""),
        ("q", "A", "R1", "R1", "hard"),  # anybody's that names p's home
        ("q", "D", "R1", "R1", ""),
        ("q", "A", None, "R1", ""),  # of others both references must be given
        ("q", "A", "R1", None, ""),
    ],
)
def test_involved_in_case(
    who: str, where: str, reference: str | None, of_the_review: str | None, expected: str
) -> None:
    review = duty("i", "review", "B", "2025-03-03", "2025-03-07", case=of_the_review)
    given = problem([person("p"), person("q", "C")], [review])
    for dates, wanted in (
        ({"until": "1999-12-31"}, expected),  # no look-back ends it
        ({"since": "2025-03-07"}, expected),
        ({"since": "2025-03-08"}, ""),
    ):
        entry = tie(who, "case", where, **dates) | ({"case": reference} if reference else {})
        assert found(given | {"interests": [entry]}, "involved-in-case") == wanted
    chair = given | {"duties": [review | {"kind": "chair"}]}
    assert found(chair | {"interests": [entry]}, "involved-in-case") == ""


def test_involved_in_case_after_a_change_of_employer() -> None:
    """C, which dealt with the child, employs p from the review's last day on; or a day too late to matter."""
    entry = tie("q", "case", "C", until="2020-01-01") | {"case": "R1"}
    for since, expected in (("2025-03-07", "hard"), ("2025-03-08", "")):
        mover = person("p", posts=[post("A"), post("C", since=since)])
        given = problem([mover, person("q", "D")], [duty("i", "review", "B", "2025-03-03", "2025-03-07", case="R1")])
        assert found(given | {"interests": [entry]}, "involved-in-case") == expected
