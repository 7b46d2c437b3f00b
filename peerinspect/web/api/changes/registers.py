"""Changes of the registers that coordinators keep: people, their posts and what they can do; councils."""

from __future__ import annotations

from peerinspect.services import (
    arrangements,
    consents,
    councils,
    declarations,
    disclosure,
    dismissals,
    judgements,
    on_behalf,
    particulars,
    people,
    pool,
    posts,
    signatures,
    views,
)
from peerinspect.web.api.changes.making import Change, UseCase, record, takes
from peerinspect.web.api.changes.trying import councils as councils_of
from peerinspect.web.api.changes.trying import one_person
from peerinspect.web.api.frame import topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

people_group = topic("people_changes", "Changing people")
council_group = topic("council_changes", "Changing councils")
tie_group = topic("tie_changes", "Changing the register of interests")
_KEEP_PEOPLE, _KEEP_COUNCILS, _KEEP_TIES = "change people", "change councils", "keep the register"

PERSON = record(
    people_group,
    "/people/<person_id>/record",
    _KEEP_PEOPLE,
    views.PersonRecord,
    lambda person_id: disclosure.person_record(reader(), person_id, today()),
    "What the register says of somebody, as far as it can be changed.",
)
COUNCIL = record(
    council_group,
    "/authorities/<code>/record",
    _KEEP_COUNCILS,
    views.CouncilRecord,
    lambda code: disclosure.council_record(reader(), code, today()),
    "What the register says of a council, as far as it can be changed.",
)
TIE = record(
    tie_group,
    "/ties/<interest_id>/record",
    _KEEP_TIES,
    views.TieDetail,
    lambda interest_id: disclosure.tie(reader(), interest_id, today()),
    "One tie of somebody to a council, and what was said of it.",
)


def _person(rule: str, about: str, command: type, use_case: UseCase, method: str = "POST") -> None:
    change = Change(_KEEP_PEOPLE, command, use_case, PERSON, touches=one_person)
    takes(people_group, f"/people/<person_id>/{rule}", about, change, method)


def _council(rule: str, about: str, command: type, use_case: UseCase, method: str = "POST") -> None:
    change = Change(_KEEP_COUNCILS, command, use_case, COUNCIL, touches=councils_of)
    takes(council_group, f"/authorities/<code>/{rule}", about, change, method)


takes(
    people_group,
    "/people",
    "Register somebody.",
    Change("register people", people.RegisterPerson, people.register_person, leads_to="/people/<made>"),
)
_person("name", "Change what somebody is called.", particulars.ChangeName, particulars.change_name, "PUT")
_person("skills", "Change somebody's skills.", particulars.ChangeSkills, particulars.change_skills, "PUT")
_person("level", "Change how far somebody is trained.", particulars.ChangeLevel, particulars.change_level, "PUT")
_person("vetting", "Record the day of a check.", particulars.ChangeVetting, particulars.change_vetting, "PUT")
_person("aspiring", "Say whether somebody aspires.", particulars.ChangeAspiring, particulars.change_aspiring, "PUT")
_person("offers", "Write down what somebody said they can do.", on_behalf.OfferFor, on_behalf.offer_for, "PUT")
_person("away", "Write down when somebody said they are away.", on_behalf.AddLeaveFor, on_behalf.add_leave_for)
_person("away/<leave_id>/removal", "Take a time away back.", on_behalf.RemoveLeaveFor, on_behalf.remove_leave_for)
_person("posts", "Add a post.", posts.AddPost, posts.add_post)
_person("posts/<int:post_id>", "Correct a post, with the reason.", posts.CorrectPost, posts.correct_post, "PUT")
_person("posts/<int:post_id>/end", "Enter the last day in a post.", posts.EndPost, posts.end_post)
_person("posts/<int:post_id>/removal", "Take off a post that was never held.", posts.RemovePost, posts.remove_post)
_person("consents", "Record a chief executive's letter.", consents.RecordConsent, consents.record_consent)
_person("consents/questions", "Ask a chief executive.", consents.AskForConsent, consents.ask_for_consent)
_person(
    "consents/<int:consent_id>/withdrawal",
    "Take a consent back, as a letter says.",
    consents.WithdrawConsent,
    consents.withdraw_consent,
)
_person("leaving", "Record that somebody leaves the pool.", pool.LeavePool, pool.leave_pool)
_person("return", "Take somebody back into the pool.", pool.TakeBack, pool.take_back)
_person("declaration", "Keep a paper declaration.", signatures.FileDeclaration, signatures.file_declaration)

takes(
    council_group,
    "/authorities",
    "Add a council.",
    Change(_KEEP_COUNCILS, councils.AddCouncil, councils.add_council, leads_to="/authorities/<made>"),
)
_council("details", "Change a council's name and place.", councils.ChangeCouncil, councils.change_council, "PUT")
_council("end", "End a council, merged into another or not.", councils.EndCouncil, councils.end_council)
_council("judgements", "Add a judgement.", judgements.AddJudgement, judgements.add_judgement)
_council(
    "judgements/<int:judgement_id>",
    "Correct a judgement, with the reason.",
    judgements.CorrectJudgement,
    judgements.correct_judgement,
    "PUT",
)
_council(
    "arrangements",
    "Add something that councils share, or are at odds about.",
    arrangements.AddArrangement,
    arrangements.add_arrangement,
)
_council(
    "arrangements/<int:arrangement_id>/end",
    "Enter the last day of an arrangement.",
    arrangements.EndArrangement,
    arrangements.end_arrangement,
)

takes(
    tie_group,
    "/people/<person_id>/ties",
    "Record a tie that came to light in another way.",
    Change(
        _KEEP_TIES,
        declarations.RecordInterest,
        declarations.record_interest,
        leads_to="/ties/<made>/record",
        touches=one_person,
    ),
)
takes(
    tie_group,
    "/ties/<interest_id>/end",
    "Correct the last day of a tie.",
    Change(_KEEP_TIES, declarations.MoveEnd, declarations.move_end, TIE),
    "PUT",
)
takes(
    tie_group,
    "/ties/<interest_id>/dismissals",
    "Propose that a tie is false.",
    Change(_KEEP_TIES, dismissals.ProposeDismissal, dismissals.propose_dismissal, TIE),
)
takes(
    tie_group,
    "/ties/<interest_id>/dismissals/decision",
    "Have the second say on a dismissal that somebody else proposed.",
    Change(_KEEP_TIES, dismissals.DecideDismissal, dismissals.decide_dismissal, TIE),
)
GROUPS = (people_group, council_group, tie_group)
