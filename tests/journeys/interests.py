"""What directors declare, what two coordinators make of it, and what a look back shows."""

from __future__ import annotations

import re
from datetime import date

from scene import COORDINATOR, PEOPLE, SECOND, Scene, email_of
from visitor import Visitor

DECLARING = next(iter(PEOPLE))


def declare_everything(scene: Scene) -> None:
    """Find a council by a part of its name, declare with and without mistakes, end, sign a nil return."""
    director = scene.visitor(email_of(DECLARING))
    director.open("/my/declarations")
    director.follow("Look up a council: am I clear of it?")
    director.write("Council", "suff")
    director.press("Show")
    director.reads("1 council")
    director.reads("Clear")
    director.page.get_by_role("link", name=re.compile("^Declare a tie to Suffolk")).click()
    director.examine()
    assert director.page.get_by_label("Council", exact=True).input_value() == "Suffolk"
    refuse_mistakes(director)
    director.write("Council", "Suffolk")
    director.pick("A close friend works there")
    director.date("Since when, if you know", date(2019, 4, 1))
    director.press("Declare this tie")
    director.reads("The tie is declared, and your declaration signed for twelve months.")
    director.reads("Up to date")
    director.reads("A close friend works there")
    declare_work(director)
    director.press("I have nothing more to declare")
    director.reads("Your declaration is signed, for twelve months from today.")
    director.open("/my/declarations/councils?q=suffolk")
    director.reads("Conflicted")
    director.reads("has a close friend among the leaders of Suffolk")
    director.open("/my/declarations/councils?q=cornwall")
    director.reads("Clear")
    director.close()


def refuse_mistakes(director: Visitor) -> None:
    director.write("Council", "Suff")
    director.pick("Something else")
    director.press("Declare this tie")
    assert director.title() == "Error: Declare a tie to a council - peerinspect"
    director.reads("No council has exactly this name. Did you mean Suffolk?")
    director.write("Council", "Suffolk")
    director.press("Declare this tie")
    director.reads("Say in a few words what the connection is")


def declare_work(director: Visitor) -> None:
    """A job that was another person's, as it will turn out; its end is entered afterwards."""
    director.press("Declare a tie to a council")
    director.write("Council", "norfolk")
    director.pick("I was a consultant there")
    director.date("Since when, if you know", date(2018, 1, 1))
    director.press("Declare this tie")
    director.page.get_by_role("link", name=re.compile("^Say when it ended.*Norfolk")).click()
    director.examine()
    director.date("The day on which it ended", date(2017, 12, 31))
    director.press("Save")
    director.reads("It cannot have ended before it began")
    director.date("The day on which it ended", date(2023, 12, 31))
    director.press("Save")
    director.reads("1 January 2018 to 31 December 2023")


def dismiss_by_two(scene: Scene) -> None:
    """One coordinator proposes and may not decide; the other one dismisses; declared again it is flagged."""
    cora = scene.visitor(COORDINATOR)
    cora.follow("Interests", cora.page.get_by_role("navigation", name="Pages of peerinspect"))
    assert cora.heading() == "Register of interests"
    open_tie(cora, "Was a consultant there", "Norfolk")
    cora.follow("Say that this tie is false")
    cora.press("Propose to dismiss it")
    assert cora.title() == "Error: Say that a tie is false - peerinspect"
    cora.pick("It is the tie of another person with the same name")
    cora.write("How you know", "Norfolk employed another person of this name")
    cora.write("Reference of the letter or record that shows it", "Letter of Norfolk, 3 of 2026")
    cora.press("Propose to dismiss it")
    cora.reads("The dismissal waits for a second coordinator. Until then the tie counts.")
    assert cora.page.get_by_role("button", name="Decide on the dismissal").count() == 0
    second = scene.visitor(SECOND)
    second.open("/today/ties-waiting")
    second.follow(DECLARING)
    second.press("Decide on the dismissal")
    second.press("Save the decision")
    second.reads("Choose whether the tie is false")
    second.pick("Yes, dismiss it")
    second.press("Save the decision")
    second.reads("Your decision is recorded.")
    second.reads("Dismissed as false")
    second.close()
    cora.close()


def declare_the_dismissed_tie_again(scene: Scene) -> None:
    director = scene.visitor(email_of(DECLARING))
    director.open("/my/declarations")
    director.reads("Dismissed as false")
    director.press("Declare a tie to a council")
    director.write("Council", "Norfolk")
    director.pick("I was a consultant there")
    director.date("Since when, if you know", date(2018, 1, 1))
    director.date("Until when, if it is over", date(2023, 12, 31))
    director.press("Declare this tie")
    director.reads("Declared again, to review")
    director.close()
    cora = scene.visitor(COORDINATOR)
    cora.open("/today/ties-waiting")
    cora.reads("Declared again after a dismissal")
    cora.follow(DECLARING)
    cora.press("Review this tie")
    cora.pick("Yes, it stays dismissed")
    cora.write("What you asked, and what you found", "He had copied it from his old declaration")
    cora.press("Save")
    cora.reads("it stays dismissed")
    cora.close()


def record_for_somebody(scene: Scene, council: str) -> None:
    """A letter tells of a tie to the council where the person is to work: the look back lists it, and is closed."""
    placed = next(name for name in PEOPLE if is_asked_to_inspect(scene, name, council))
    cora = scene.visitor(COORDINATOR)
    cora.open("/people/")
    cora.follow(placed)
    cora.follow("Interests: which councils are they clear of?")
    cora.follow("Record a tie from a letter or a call")
    cora.press("Record this tie")
    cora.reads("Choose how you came to know of it")
    cora.write("Council", council)
    cora.pick("Close family works there")
    cora.date("Since when, if you know", date(2020, 5, 1))
    cora.pick("From a letter or an email")
    cora.write("Reference", "Letter of 1 March")
    cora.press("Record this tie")
    cora.reads(f"has close family among the leaders of {council}")
    cora.open("/today/look-backs-waiting")
    cora.follow(f"{placed} and {council}")
    assert cora.heading() == f"What a tie of {placed} touches"
    cora.reads("1 placement")
    cora.reads("Withdraw this placement and fill the seat again.")
    cora.reads_not("1 May 2020")
    cora.press("Record what was done")
    cora.reads("Say what was done, and who was told")
    cora.write("What was done, and who was told", f"Withdrawn; {council} was told by letter")
    cora.press("Record what was done")
    cora.reads("What was done is recorded.")
    cora.open("/today/look-backs-waiting")
    cora.reads("No tie touches any work that nobody has dealt with.")
    cora.close()


def is_asked_to_inspect(scene: Scene, name: str, council: str) -> bool:
    director = scene.visitor(email_of(name))
    found = director.page.get_by_role("link", name=re.compile(f"^Decline .*{council}")).count()
    director.close()
    return found > 0


def open_tie(cora: Visitor, tie: str, council: str) -> None:
    cora.page.get_by_role("link", name=re.compile(f"^{tie}.*{council}")).click()
    cora.examine()
