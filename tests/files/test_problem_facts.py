"""What a problem file says is what the facts hold, defaults included."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from file_samples import changed, full

from peerinspect.domain import Offer, Period
from peerinspect.files import facts_from_dict


def test_a_problem_of_the_required_keys_alone() -> None:
    facts = facts_from_dict(
        {
            "format": "peerinspect/problem-1",
            "as_of": "2026-01-05",
            "people": [{"id": "p"}],
            "duties": [{"id": "d", "kind": "second", "from": "2026-01-05", "to": "2026-01-05", "seats": 1}],
        }
    )
    person, duty = facts.people["p"], facts.duties["d"]
    assert (person.level, person.posts, person.aspirant, person.vetted_on) == (None, (), False, None)
    assert (duty.level, duty.subtype, duty.on_site, duty.days, duty.sealed) == (
        "observer",
        "judgement",
        None,
        None,
        False,
    )
    assert facts.policy.ordered_goals() == ("fill", "waivers", "keep", "peak", "spread", "fit", "canon")


def test_people_and_duties_come_by_id() -> None:
    facts = facts_from_dict(full())
    assert list(facts.people) == ["p-1", "p-2"]
    assert list(facts.duties) == ["d-1", "d-2"]
    assert list(facts.authorities) == ["E1", "E5", "E9"]


def test_amounts_are_what_is_written_and_not_the_nearest_binary_fraction() -> None:
    facts = facts_from_dict(changed(("duties", 0, "priority"), 0.1))
    assert facts.duties["d-2"].priority == Fraction(1, 10)
    assert facts.policy.setting("same-region").weight == Fraction(1, 2)
    assert facts.policy.weights["travel"] == Fraction(1, 4)
    assert facts.policy.parameter("worked-there", "inspect_years", 5) == 6


def test_a_missing_from_is_an_open_start() -> None:
    person = facts_from_dict(full()).people["p-2"]
    assert Period(None, date(2026, 1, 31)) in person.unavailable


def test_an_open_end_of_on_site_is_the_duty_s_own() -> None:
    facts = facts_from_dict(changed(("duties", 0, "on_site"), [{"from": "2026-03-10"}, {"to": "2026-03-03"}]))
    assert facts.duties["d-2"].on_site == (
        Period(date(2026, 3, 2), date(2026, 3, 3)),
        Period(date(2026, 3, 10), date(2026, 3, 13)),
    )


def test_two_offers_of_one_kind_are_added_up() -> None:
    offers = [{"kind": "support", "days": 3}, {"kind": "chair", "days": 9}, {"kind": "support", "days": 4}]
    facts = facts_from_dict(changed(("people", 0, "offers"), offers))
    assert facts.people["p-2"].offers == (Offer("chair", 9), Offer("support", 7))


def test_a_fact_said_twice_is_one_fact() -> None:
    data = full()
    data["interests"].append(dict(data["interests"][0]))
    data["borders"].append(["E1", "E9"])
    assert facts_from_dict(data) == facts_from_dict(full())


def test_without_a_list_of_authorities_any_code_is_known() -> None:
    data = full()
    del data["authorities"]
    data["duties"][0]["authorities"] = ["anywhere"]
    assert facts_from_dict(data).duties["d-2"].authorities == {"anywhere"}


def test_null_means_not_given() -> None:
    data = full()
    data["people"][0] |= {"level": None, "vetted_on": None}
    data["people"][0]["posts"][0]["to"] = None
    data["duties"][0] |= {"notice": None, "days": None, "priority": None, "on_site": None}
    facts = facts_from_dict(data)
    assert facts.people["p-2"].level is None
    assert facts.duties["d-2"].start == date(2026, 3, 2)
    assert facts.duties["d-2"].workload == 10


def test_a_waiver_with_another_placement_names_the_pair() -> None:
    waivers = {waiver.rule: waiver for waiver in facts_from_dict(full()).waivers}
    assert waivers["chair-swap"].other == ("p-2", "d-1")
    assert waivers["same-region"].other is None


def test_a_whole_number_may_be_written_with_a_point() -> None:
    seats = facts_from_dict(changed(("duties", 0, "seats"), 2.0)).duties["d-2"].seats
    assert seats == 2 and isinstance(seats, int)
