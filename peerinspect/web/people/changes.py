"""What can be changed of a person's record: for each change its form, what it does in words, and its use case."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.services import consents, on_behalf, particulars, pool, posts
from peerinspect.web.changing import Change
from peerinspect.web.people import change_forms as forms

OF_PERSON: Mapping[str, Change] = {
    "name": Change(
        "Change the name",
        "The record stays the same, with everything on it. Papers that were made before keep the old name.",
        "Save",
        "The name is changed.",
        forms.NameForm,
        particulars.change_name,
    ),
    "skills": Change(
        "Change the skills",
        "The next search counts these skills. One that nobody has had so far joins the list of skills.",
        "Save",
        "The skills are changed.",
        forms.SkillsForm,
        particulars.change_skills,
    ),
    "training": Change(
        "Change the training",
        "Seats on inspection teams ask for a level of training. The next search goes by this one.",
        "Save",
        "The training is changed.",
        forms.LevelForm,
        particulars.change_level,
    ),
    "vetting": Change(
        "Change the vetting",
        "Only the day is kept, nothing of what was found. Nobody works without a vetting that is recent enough.",
        "Save",
        "The day of the vetting is changed.",
        forms.VettingForm,
        particulars.change_vetting,
    ),
    "aspiring": Change(
        "Change whether they aspire to be a director",
        "Who aspires may cover a vacant post or join a team full-time, however short their time in post.",
        "Save",
        "The record is changed.",
        forms.AspiringForm,
        particulars.change_aspiring,
    ),
    "post": Change(
        "Add a post",
        "The council counts as their home while they hold the post: they do no work there, and its chief executive "
        "has to consent to work elsewhere.",
        "Add this post",
        "The post is added.",
        forms.AddPostForm,
        posts.add_post,
    ),
    "offers": Change(
        "Write down what they offer",
        "It is marked as written down by you, with the day. They see the mark on their own page and can change all of "
        "it. A kind that they declined since is offered again when you save.",
        "Save what they offer",
        "What they offer is written down, and marked so.",
        forms.OffersForForm,
        on_behalf.offer_for,
    ),
    "away": Change(
        "Write down a time away",
        "They are not asked to be on site on these days. It is marked as written down by you; they see the mark on "
        "their own page and can take it back.",
        "Save this time away",
        "The time away is written down, and marked so.",
        forms.AwayForForm,
        on_behalf.add_leave_for,
    ),
    "consent": Change(
        "Record a consent by letter",
        "The person may be placed elsewhere while it lasts. It answers whatever the chief executive was asked.",
        "Record this consent",
        "The consent is recorded.",
        forms.RecordConsentForm,
        consents.record_consent,
    ),
    "ask-for-consent": Change(
        "Ask a chief executive for consent",
        "The question stands on the chief executive's page, with your name and the day, until they have answered.",
        "Ask for consent",
        "The chief executive is asked. The question stands on their page.",
        forms.AskConsentForm,
        consents.ask_for_consent,
    ),
    "leave-pool": Change(
        "Leave the pool",
        "They are asked no more, and what they offer is taken off. What they did, their posts and their ties stay on "
        "the register. Duties that they have agreed to stay theirs until somebody takes them off.",
        "Let them leave the pool",
        "They have left the pool.",
        forms.LeavePoolForm,
        pool.leave_pool,
    ),
    "take-back": Change(
        "Take back into the pool",
        "They can be asked again once they, or you after a call, have said what they offer.",
        "Take them back",
        "They are back in the pool.",
        forms.TakeBackForm,
        pool.take_back,
    ),
}
"""By the last part of the address."""

OF_POST: Mapping[str, Change] = {
    "end": Change(
        "Enter the last day in post",
        "The consent of the council's chief executive ends with the last post there, and so does the account of who "
        "has no other post.",
        "Save the last day",
        "The last day in post is entered.",
        forms.EndPostForm,
        posts.end_post,
    ),
    "correct": Change(
        "Correct a post",
        "The register is put right, as if it had been entered so. What it said before stays in the history.",
        "Save the correction",
        "The post is corrected.",
        forms.CorrectPostForm,
        posts.correct_post,
    ),
    "remove": Change(
        "Take off a post that was never held",
        "The post counts for nothing any more. What it said stays in the history.",
        "Take this post off",
        "The post is taken off.",
        forms.RemovePostForm,
        posts.remove_post,
    ),
}

WITHDRAW = Change(
    "Withdraw a consent",
    "From today on the person has no consent of this chief executive. What was done before keeps it.",
    "Withdraw this consent",
    "The consent is withdrawn.",
    forms.WithdrawConsentForm,
    consents.withdraw_consent,
)
