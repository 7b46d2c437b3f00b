"""A vacant post that somebody is named for, a director of the past, and somebody who left and can say why."""

from __future__ import annotations

from datetime import date, timedelta

from small_world import TODAY, World
from veil_world import TARGET

from peerinspect.services.past_directors import AddPastDirector, add_past_director
from peerinspect.services.posts import AddPost, add_post
from peerinspect.services.vacancies import NameHolder, name_holder

LEAVER, LEFT = "C01-director", "C05"


def look_after(world: World, duty: str, first: date) -> None:
    """Somebody is named for the vacant post; somebody else left a post of director a few days ago."""
    named = NameHolder(duty, name="Norma Named", office="Deputy director", starts=first)
    name_holder(named, world.uncleared, TODAY)
    past = AddPastDirector(TARGET, "Perry Past", "interim", date(2015, 1, 1), date(2019, 3, 31))
    add_past_director(past, world.uncleared, TODAY)
    days = (TODAY - timedelta(days=400), TODAY - timedelta(days=10))
    add_post(AddPost(LEAVER, LEFT, "director", "interim", *days), world.uncleared, TODAY)
