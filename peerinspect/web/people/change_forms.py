"""The forms that change what the register says of somebody."""

from __future__ import annotations

from typing import Any

from peerinspect.domain.kinds import KINDS
from peerinspect.domain.leaving import REASONS
from peerinspect.services.consents import AskForConsent, RecordConsent, WithdrawConsent
from peerinspect.services.on_behalf import AddLeaveFor, OfferFor
from peerinspect.services.particulars import ChangeAspiring, ChangeLevel, ChangeName, ChangeSkills, ChangeVetting
from peerinspect.services.pool import LeavePool, TakeBack
from peerinspect.services.posts import AddPost, CorrectPost, EndPost, RemovePost
from peerinspect.services.views import PersonRecord, PostView
from peerinspect.web import words
from peerinspect.web.changing import ChangeForm
from peerinspect.web.fields import CouncilName, Day, Line, Lines, OneOf, Pick, Skills, Tick, options
from peerinspect.web.mine.forms import days_field


class NameForm(ChangeForm):
    """What the person is called."""

    name = Line("Full name", render_kw={"autocomplete": "off"})

    def show(self, person: PersonRecord) -> None:
        """The name as it is."""
        self.name.data = person.name

    def command(self, person_id: str) -> ChangeName:
        """What was entered."""
        return ChangeName(person_id, self.name.data or "")


class SkillsForm(ChangeForm):
    """The skills of a person."""

    skills = Skills("Skills")

    def show(self, person: PersonRecord) -> None:
        """The skills as they are."""
        self.skills.data = person.skills

    def command(self, person_id: str) -> ChangeSkills:
        """What was entered."""
        return ChangeSkills(person_id, self.skills.data or ())


class LevelForm(ChangeForm):
    """How far somebody is trained for inspection work."""

    level = Pick("Training for inspection work", {"none": "None", **words.LEVELS})

    def show(self, person: PersonRecord) -> None:
        """The level as it is."""
        self.level.data = person.level or "none"

    def command(self, person_id: str) -> ChangeLevel:
        """What was entered."""
        return ChangeLevel(person_id, None if self.level.data in ("none", "") else self.level.data)


class VettingForm(ChangeForm):
    """The day of the latest vetting."""

    vetted_on = Day("Day of the latest vetting", description="For example, 5 10 2026. Empty if none is known")

    def show(self, person: PersonRecord) -> None:
        """The day as it is: what is saved over, so that of two who change it the second is told."""
        self.vetted_on.data = person.vetted_on

    def command(self, person_id: str) -> ChangeVetting:
        """What was entered."""
        return ChangeVetting(person_id, self.vetted_on.data)


class AspiringForm(ChangeForm):
    """Whether somebody aspires to be a director."""

    aspirant = Tick("Aspires to be a director", description="May cover an interim post or join a team full-time")

    def show(self, person: PersonRecord) -> None:
        """As it is."""
        self.aspirant.data = person.aspirant

    def command(self, person_id: str) -> ChangeAspiring:
        """What was entered."""
        return ChangeAspiring(person_id, bool(self.aspirant.data))


class OffersForForm(ChangeForm):
    """What somebody said they can do."""

    inspect = days_field("inspect")
    chair = days_field("chair")
    support = days_field("support")
    second = days_field("second")
    interim = days_field("interim")
    review = days_field("review")
    source = Pick("How they told you", words.SOURCES)
    reference = Line("Reference", description="Of the letter; or who called, and when")

    def show(self, person: PersonRecord) -> None:
        """What is offered now."""
        for offer in person.offers:
            self[offer.kind].data = offer.days

    def command(self, person_id: str) -> OfferFor:
        """What was entered."""
        days = {kind: self[kind].data or 0 for kind in KINDS}
        return OfferFor(person_id, days, self.source.data or "", self.reference.data or "")


class AwayForForm(ChangeForm):
    """When somebody said they are away."""

    starts = Day("First day away", description="For example, 5 10 2026")
    ends = Day("Last day away")
    source = Pick("How they told you", words.SOURCES)
    reference = Line("Reference", description="Of the letter; or who called, and when")

    def command(self, person_id: str) -> AddLeaveFor:
        """What was entered."""
        told = (self.source.data or "", self.reference.data or "")
        return AddLeaveFor(person_id, self.starts.data, self.ends.data, *told)


class AddPostForm(ChangeForm):
    """A post at a council."""

    authority = CouncilName("Council", description="Type its name, like Leeds")
    role = Pick("Post", words.POST_ROLES)
    basis = Pick("How the post is held", words.BASES)
    starts = Day("First day in post", description="For example, 1 9 2024")
    ends = Day("Last day in post, if known")

    def command(self, person_id: str) -> AddPost:
        """What was entered."""
        kind = (self.role.data or "", self.basis.data or "")
        return AddPost(person_id, self.authority.data or "", *kind, self.starts.data, self.ends.data)


class CorrectPostForm(ChangeForm):
    """What a post was all along."""

    role = Pick("Post", words.POST_ROLES)
    basis = Pick("How the post is held", words.BASES)
    starts = Day("First day in post", description="For example, 1 9 2024")
    ends = Day("Last day in post, if known")
    reason = Lines("What was wrong, and how you know")

    def show(self, post: PostView) -> None:
        """The post as it is."""
        self.role.data, self.basis.data = post.role, post.basis
        self.starts.data, self.ends.data = post.period.start, post.period.end

    def command(self, person_id: str, post_id: int) -> CorrectPost:
        """What was entered."""
        kind = (self.role.data or "", self.basis.data or "")
        days = (self.starts.data, self.ends.data)
        return CorrectPost(person_id, post_id, *kind, *days, self.reason.data or "")


class EndPostForm(ChangeForm):
    """The last day in a post; of a director's, why they leave."""

    ends = Day("Last day in post", description="For example, 31 8 2026. It may be a day to come")
    why_left = OneOf("Why they leave", description="Optional. It is only counted, and stands in no record")
    own_words = Lines("In their own words", description="Optional. It is read without a name, or not at all")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.why_left.offer(options(REASONS), "Nothing was said")

    def fit(self, post: PostView) -> None:
        """Ask of a director alone why they leave."""
        if post.role != "director":
            del self.why_left, self.own_words

    def command(self, person_id: str, post_id: int) -> EndPost:
        """What was entered."""
        said = [self._fields[name].data or "" for name in ("why_left", "own_words") if name in self._fields]
        return EndPost(person_id, post_id, self.ends.data, *said)


class RemovePostForm(ChangeForm):
    """Why a post was never held."""

    reason = Lines("What was wrong, and how you know")

    def command(self, person_id: str, post_id: int) -> RemovePost:
        """What was entered."""
        return RemovePost(person_id, post_id, self.reason.data or "")


class RecordConsentForm(ChangeForm):
    """A consent that came by letter."""

    authority = OneOf("Council whose chief executive consents")
    starts = Day("First day of the consent", description="For example, 5 10 2026")
    ends = Day("Last day of the consent", description="A consent covers at most twelve months of each duty")
    reference = Line("Reference of the letter")

    def command(self, person_id: str) -> RecordConsent:
        """What was entered."""
        days = (self.starts.data, self.ends.data)
        return RecordConsent(person_id, self.authority.data or "", *days, self.reference.data or "")


class AskConsentForm(ChangeForm):
    """A question to a chief executive."""

    authority = OneOf("Council whose chief executive you ask")
    note = Line("What it is about", description="They read this on their page. Name no inspection here")

    def command(self, person_id: str) -> AskForConsent:
        """What was entered."""
        return AskForConsent(person_id, self.authority.data or "", self.note.data or "")


class WithdrawConsentForm(ChangeForm):
    """A letter that takes a consent back."""

    reference = Line("Reference of the letter")

    def command(self, person_id: str, consent_id: int) -> WithdrawConsent:
        """What was entered."""
        return WithdrawConsent(person_id, consent_id, self.reference.data or "")


class LeavePoolForm(ChangeForm):
    """Why somebody leaves."""

    reason = Lines("Why they leave")

    def command(self, person_id: str) -> LeavePool:
        """What was entered."""
        return LeavePool(person_id, self.reason.data or "")


class TakeBackForm(ChangeForm):
    """A button."""

    def command(self, person_id: str) -> TakeBack:
        """The person."""
        return TakeBack(person_id)
