"""Files on their way in: previewed, confirmed whole or not at all, checked as forms are, with what follows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from small_world import CODES, TODAY, World, build_world, inspection, tied

from peerinspect import store
from peerinspect.services import disclosure, imports
from peerinspect.services.declarations import DeclareInterest, RecordInterest, record_interest
from peerinspect.services.dismissals import DecideDismissal, ProposeDismissal, decide_dismissal, propose_dismissal
from peerinspect.services.exports import export_everything, export_table
from peerinspect.services.import_tasks import ABANDONED, STOPPED_READING, recover_files
from peerinspect.services.importing.keeper import Desk
from peerinspect.services.importing.saving import read_file, save
from peerinspect.services.imports import ConfirmFile, DiscardFile, OfferFile, confirm_file, discard_file, offer_file
from peerinspect.services.people import RegisterPerson, register_person
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.views.imports import FileView
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_interests, read_people
from peerinspect.store.tables import PlacementRow
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.reading import read_sheet
from peerinspect.tables.refusal import Halted

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = ("name", "council", "role", "basis", "from", "skills", "inspect_days", "consent_from", "consent_to")
ANN = (
    "Ann Inventa",
    "Council C04",
    "director",
    "interim",
    "2024-05-01",
    "finance; early help",
    "10",
    "2026-01-01",
    "2027-01-01",
)
BO = ("Bo Inventa", "C05", "senior", "acting", "01/06/2025", "", "", "", "")


def csv_of(heads: Sequence[str], *rows: Sequence[str]) -> bytes:
    return "\n".join(",".join(row) for row in (heads, *rows)).encode()


def offer(world: World, kind: str, content: bytes, reader: Reader | None = None) -> FileView:
    """The file's preview."""
    by = reader or world.cleared
    id_ = offer_file(OfferFile(kind, f"{kind}.csv", content), by, TODAY, NOW)
    return disclosure.imported_file(by, id_, "", NOW)


def bring_in(world: World, kind: str, content: bytes, reader: Reader | None = None) -> FileView:
    """The file, confirmed."""
    by = reader or world.cleared
    file = offer(world, kind, content, by)
    confirm_file(ConfirmFile(file.line.id, file.digest), by, TODAY, NOW)
    return disclosure.imported_file(by, file.line.id, "", NOW)


def desk_of(world: World) -> Desk:
    return Desk(world.cleared, TODAY, "people.csv")


def wrongs(file: FileView) -> list[tuple[int, str, str]]:
    """Row, column letter and sentence of all that is wrong."""
    return [(row.number, each.letter, each.sentence) for row in file.rows for each in row.wrongs]


def verdicts(file: FileView) -> list[str]:
    return [row.verdict for row in file.rows]


class TestPreviewAndConfirmation:
    """Nothing is saved before its owner says so, and then all of it."""

    def test_a_preview_saves_nothing_and_names_every_outcome(self, world: World) -> None:
        before = (history.length(), len(read_people()))
        file = offer(
            world, "people", csv_of(PEOPLE, ANN, BO, ("", "Atlantis", "boss", "acting", "tomorrow", *[""] * 4))
        )
        assert [(row.number, row.verdict) for row in file.rows] == [(4, "wrong"), (2, "new"), (3, "new")]
        assert [(row, letter) for row, letter, _ in wrongs(file)] == [(4, "B"), (4, "C"), (4, "E")]
        assert (history.length(), len(read_people())) == before

    def test_one_wrong_row_keeps_all_out(self, world: World) -> None:
        file = offer(world, "people", csv_of(PEOPLE, ANN, ("Bo Inventa", "C05", "senior", "acting", *[""] * 5)))
        assert wrongs(file)[0][:2] == (3, "E")
        with pytest.raises(Refusal, match="Some rows are wrong"):
            confirm_file(ConfirmFile(file.line.id, file.digest), world.cleared, TODAY, NOW)
        assert len(read_people()) == 24

    def test_all_rows_are_saved_with_an_event_each_in_a_chain_that_holds(self, world: World) -> None:
        assert bring_in(world, "people", csv_of(PEOPLE, ANN, BO)).line.state == "done"
        (ann,) = (one for one in read_people().values() if one.name == "Ann Inventa")
        assert (ann.posts[0].authority, ann.posts[0].basis) == (CODES[4], "interim")
        assert ann.skills == {"finance", "early help"}
        assert [(offer.kind, offer.days) for offer in ann.offers] == [("inspect", 10)]
        assert ann.consents[0].period.end == date(2027, 1, 1)
        told = disclosure.events_about(world.cleared, ann.id, TODAY)
        assert [line.sentence for line in told] == ["Registered Ann Inventa of Council C04 from a file."]
        assert history.verify() == []

    def test_the_same_file_twice_changes_nothing(self, world: World) -> None:
        content = csv_of(PEOPLE, ANN, BO)
        bring_in(world, "people", content)
        before = history.length()
        assert verdicts(offer(world, "people", content)) == ["same", "same"]
        assert history.length() == before

    def test_where_facts_changed_meanwhile_there_is_a_new_preview_and_nothing_is_saved(self, world: World) -> None:
        file = offer(world, "people", csv_of(PEOPLE, ANN))
        ann = RegisterPerson("Ann Inventa", CODES[4], "director", "interim", date(2024, 5, 1))
        register_person(ann, world.cleared, TODAY)
        confirm_file(ConfirmFile(file.line.id, file.digest), world.cleared, TODAY, NOW)
        again = disclosure.imported_file(world.cleared, file.line.id, "", NOW)
        assert (again.line.state, verdicts(again)) == ("ready", ["changed"])
        assert "has changed since you read the preview" in again.message
        assert len([one for one in read_people().values() if one.name == "Ann Inventa"]) == 1
        with pytest.raises(Refusal, match="has changed"):
            confirm_file(ConfirmFile(file.line.id, file.digest), world.cleared, TODAY, NOW)
        confirm_file(ConfirmFile(file.line.id, again.digest), world.cleared, TODAY, NOW)
        assert disclosure.imported_file(world.cleared, file.line.id, "", NOW).line.state == "done"

    def test_a_file_is_its_owners_alone_and_for_a_day(self, world: World) -> None:
        file = offer(world, "people", csv_of(PEOPLE, ANN))
        id_ = file.line.id
        with pytest.raises(NotFound):
            disclosure.imported_file(world.uncleared, id_, "", NOW)
        with pytest.raises(NotFound):
            confirm_file(ConfirmFile(id_, file.digest), world.uncleared, TODAY, NOW)
        with pytest.raises(NotFound):
            disclosure.imported_file(world.cleared, id_, "", NOW + imports.HELD_FOR)
        with pytest.raises(NotFound):  # who is tied to a council since may see no sealed work
            disclosure.imported_file(tied(world.cleared, CODES[0]), id_, "", NOW)
        discard_file(DiscardFile(id_), world.cleared, NOW)
        with pytest.raises(NotFound):
            disclosure.imported_file(world.cleared, id_, "", NOW)

    def test_a_large_file_waits_for_the_thread_which_can_be_stopped(self, world: World) -> None:
        rows = [(f"Madeup Person{number}", *ANN[1:]) for number in range(2000)]
        file = offer(world, "people", csv_of(PEOPLE, *rows))
        assert (file.line.state, file.rows) == ("queued", ())
        assert imports.claim_file() == file.line.id
        imports.carry_on(file.line.id)
        read = disclosure.imported_file(world.cleared, file.line.id, "", NOW)
        assert (read.line.state, read.counts) == ("ready", {"new": 2000})
        confirm_file(ConfirmFile(file.line.id, read.digest), world.cleared, TODAY, NOW)
        assert imports.claim_file() == file.line.id
        imports.carry_on(file.line.id, lambda: True)
        stopped = disclosure.imported_file(world.cleared, file.line.id, "", NOW)
        assert (stopped.line.state, len(read_people())) == ("ready", 24)
        confirm_file(ConfirmFile(file.line.id, read.digest), world.cleared, TODAY, NOW)
        assert imports.claim_file() == file.line.id
        imports.carry_on(file.line.id)
        assert disclosure.imported_file(world.cleared, file.line.id, "", NOW).line.state == "done"
        assert len(read_people()) == 2024
        assert history.verify() == []

    def test_stopped_at_any_statement_of_its_writing_it_leaves_nothing(self, world: World) -> None:
        content, before, desk = csv_of(PEOPLE, ANN, BO), (history.length(), read_people()), desk_of(world)
        stops = 0
        while True:
            told = iter(range(2 + stops))

            def report(_done: int, told: Iterator[int] = told) -> None:
                if next(told, None) is None:
                    raise Halted

            try:
                save(read_file("people", content, desk), "people", desk, lambda _: True, report)
                break
            except Halted:
                assert (history.length(), read_people()) == before
                stops += 1
        assert stops > 5, "it is asked at each statement, once both rows are weighed"
        assert len(read_people()) == 26
        assert history.verify() == []

    def test_what_a_stopped_service_left_is_closed(self, world: World) -> None:
        rows = [(f"Madeup Person{number}", *ANN[1:]) for number in range(2000)]
        file = offer(world, "people", csv_of(PEOPLE, *rows))
        assert imports.claim_file() == file.line.id
        recover_files(NOW)
        assert disclosure.imported_file(world.cleared, file.line.id, "", NOW).line.state == "reading"
        recover_files(NOW + timedelta(seconds=1))
        left = disclosure.imported_file(world.cleared, file.line.id, "", NOW)
        assert (left.line.state, left.message) == ("failed", STOPPED_READING)

    def test_a_file_confirmed_long_after_it_came_in_is_left_alone_while_it_is_saved(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The tidying falls into its saving, which has no task of its own."""
        saved = bring_in(world, "people", csv_of(PEOPLE, BO))
        file = offer(world, "people", csv_of(PEOPLE, ANN))
        later = NOW + timedelta(minutes=30)
        at_once = imports.carry_on

        def tidied(import_id: str) -> None:
            recover_files(later - ABANDONED)
            at_once(import_id)

        monkeypatch.setattr(imports, "carry_on", tidied)
        confirm_file(ConfirmFile(file.line.id, file.digest), world.cleared, TODAY, later)
        told = disclosure.imported_file(world.cleared, file.line.id, "", later)
        assert (told.line.state, told.message) == ("done", saved.message)

    @pytest.mark.parametrize("role", ["director", "chief-executive", "liaison", "panel"])
    def test_is_for_coordinators(self, world: World, role: str) -> None:
        reader = Reader("x", "X", role)
        with pytest.raises(NotAllowed):
            offer_file(OfferFile("people", "p.csv", csv_of(PEOPLE, ANN)), reader, TODAY, NOW)
        with pytest.raises(NotAllowed):
            export_table("people", "csv", reader, TODAY)
        with pytest.raises(NotAllowed):
            export_everything("xlsx", reader, TODAY)

    def test_administrators_have_the_councils_alone(self, world: World) -> None:
        content = csv_of(("code", "name", "region"), ("C90", "Newtown", "North"))
        assert bring_in(world, "authorities", content, world.administrator).line.state == "done"
        with pytest.raises(NotAllowed):
            offer(world, "people", csv_of(PEOPLE, ANN), world.administrator)
        assert read_sheet(TABLES["authorities"], export_table("authorities", "csv", world.administrator, TODAY)).rows


class TestPeople:
    """Who a row is about."""

    def test_somebody_elses_namesake_is_asked_about(self, world: World) -> None:
        namesake = ("Director C00", *ANN[1:])
        (wrong,) = wrongs(offer(world, "people", csv_of(PEOPLE, namesake)))
        assert wrong[1] == "A" and "on the register, of Council C00" in wrong[2]
        fresh = csv_of(("reference", *PEOPLE), ("new", *namesake))
        assert verdicts(bring_in(world, "people", fresh)) == []
        assert verdicts(offer(world, "people", fresh)) == ["same"]

    def test_two_rows_about_the_same_are_refused(self, world: World) -> None:
        file = offer(world, "people", csv_of(PEOPLE, ANN, ANN))
        assert "Row 2 is about the same person" in wrongs(file)[0][2]

    def test_only_what_the_file_has_changes_and_an_empty_cell_takes_away(self, world: World) -> None:
        content = csv_of(
            ("name", "council", "role", "basis", "from", "inspect_days"),
            ("Director C00", "C00", "director", "substantive", "2023-09-02", ""),
        )
        file = bring_in(world, "people", content)
        assert file.counts == {"changed": 1}
        kinds = {offer.kind: offer.days for offer in read_people()[f"{CODES[0]}-director"].offers}
        assert kinds == {"chair": 24, "support": 20, "interim": 200}

    def test_a_post_with_a_slip_in_its_first_day_is_no_second_post(self, world: World) -> None:
        content = csv_of(
            ("name", "council", "role", "basis", "from"),
            ("Director C00", "C00", "director", "substantive", "2023-09-03"),
        )
        assert "began on 2 September 2023" in wrongs(offer(world, "posts", content))[0][2]
        assert "began on 2 September 2023" in wrongs(offer(world, "people", content))[0][2]

    def test_a_signed_declaration_comes_in_and_gives_way_to_no_older_one(self, world: World) -> None:
        heads = (*PEOPLE[:5], "declared_on")
        bring_in(world, "people", csv_of(heads, (*ANN[:5], "2026-02-01")))
        ann = next(one for one in read_people().values() if one.name == ANN[0])
        assert ann.declared_on == date(2026, 2, 1)
        for day in ("2026-01-31", "2026-03-03"):
            assert [wrong[1] for wrong in wrongs(offer(world, "people", csv_of(heads, (*ANN[:5], day))))] == ["F"]
        assert verdicts(offer(world, "people", csv_of(heads, (*ANN[:5], "")))) == ["same"]

    def test_the_forms_checks_hold(self, world: World) -> None:
        heads = (*PEOPLE[:5], "to", "vetted_on")
        file = offer(world, "people", csv_of(heads, (*ANN[:5], "2020-01-01", "2026-03-03")))
        assert {letter for _, letter, _ in wrongs(file)} == {"F", "G"}
        leave = csv_of(("name", "from", "to"), ("Director C00", "2026-01-05", "2026-01-09"))
        assert wrongs(offer(world, "availability", leave)) == [(2, "C", "The last day must be today or later")]
        consent = csv_of(("name", "council", "from", "to"), ("Director C00", "C01", "2026-01-05", "2027-01-09"))
        assert "holds no post at this council" in wrongs(offer(world, "consents", consent))[0][2]


class TestInterests:
    """Ties go the way of the forms."""

    HEADS = ("name", "council", "kind", "from", "to", "case", "note", "source", "source_reference")
    TIE = ("Director C00", "C07", "employed", "2020-01-01", "", "", "", "letter", "L 7")

    def test_a_new_tie_counts_and_is_looked_back_at(self, world: World) -> None:
        bring_in(world, "interests", csv_of(self.HEADS, self.TIE))
        (tie,) = read_interests([f"{CODES[0]}-director"])
        assert (tie.authority, tie.kind, tie.period.start) == (CODES[7], "employed", date(2020, 1, 1))
        sentences = [line.sentence for line in disclosure.events_about(world.cleared, f"{CODES[0]}-director", TODAY)]
        assert sentences == ["Recorded a tie to a council from a file.", "Looked back at the work that this touches."]
        assert verdicts(offer(world, "interests", csv_of(self.HEADS, self.TIE))) == ["same"]

    def test_a_moved_last_day_is_looked_back_at(self, world: World) -> None:
        bring_in(world, "interests", csv_of(self.HEADS, self.TIE))
        ended = (*self.TIE[:4], "2025-12-31", *self.TIE[5:])
        assert bring_in(world, "interests", csv_of(self.HEADS, ended)).counts == {"changed": 1}
        (tie,) = read_interests([f"{CODES[0]}-director"])
        assert tie.period.end == date(2025, 12, 31)

    def test_a_tie_that_was_dismissed_stays_so_and_is_flagged_once(self, world: World) -> None:
        command = DeclareInterest(CODES[7], "employed", date(2020, 1, 1))
        person = f"{CODES[0]}-director"
        tie = record_interest(RecordInterest(person, command, "letter", "L 7"), world.cleared, TODAY)
        propose_dismissal(
            ProposeDismissal(tie, "namesake", "They never worked there", "Letter 8"), world.cleared, TODAY
        )
        decide_dismissal(DecideDismissal(tie, approves=True), world.uncleared, TODAY)
        assert bring_in(world, "interests", csv_of(self.HEADS, self.TIE)).counts == {"new": 1}
        assert read_interests([person]) == ()
        assert verdicts(offer(world, "interests", csv_of(self.HEADS, self.TIE))) == ["same"]

    @pytest.mark.parametrize(
        ("changes", "letter"),
        [
            ({2: "other"}, "G"),
            ({2: "case"}, "F"),
            ({3: "2026-03-03"}, "D"),
            ({4: "2019-12-31"}, "E"),
            ({7: "own"}, "H"),
            ({6: "x" * 301}, "G"),
        ],
    )
    def test_the_forms_checks_hold(self, world: World, changes: dict[int, str], letter: str) -> None:
        row = [changes.get(place, cell) for place, cell in enumerate(self.TIE)]
        assert [found[1] for found in wrongs(offer(world, "interests", csv_of(self.HEADS, row)))] == [letter]

    def test_of_family_an_export_tells_no_dates_and_still_comes_back_the_same(self, world: World) -> None:
        family = DeclareInterest(CODES[7], "family", date(2019, 9, 1), note="A brother")
        record_interest(RecordInterest(f"{CODES[0]}-director", family, "letter", "L 9"), world.cleared, TODAY)
        content = export_table("interests", "csv", world.cleared, TODAY)
        assert b"2019" not in content and b"brother" not in content
        assert verdicts(offer(world, "interests", content)) == ["same"]
        dated = content.replace(b"family,,", b"family,2018-01-01,")
        assert "for its person alone" in wrongs(offer(world, "interests", dated))[0][2]


class TestInspections:
    """Past ones are judgements, coming ones duties; the sealed are for those who may know of them."""

    HEADS = ("gss", "name", "framework", "inspection_length", "start", "end", "published", "overall", "sealed")
    PAST = ("C03", "x", "ILACS", "short (1 week)", "2025-01-13", "2025-01-17", "2025-03-03", "requires improvement", "")
    COMING = ("C03", "x", "", "", "2026-06-08", "2026-06-12", "", "", "no")

    def test_both_sorts_come_in_and_come_back_the_same(self, world: World) -> None:
        content = csv_of(self.HEADS, self.PAST, self.COMING)
        assert bring_in(world, "inspections", content).counts == {"new": 2}
        detail = disclosure.authority(world.cleared, CODES[3], TODAY)
        assert detail.judgements[0].grades == {"overall": "requires-improvement"}
        (duty,) = (one for one in read_duties(TODAY).values() if one.kind == "inspect")
        assert (duty.sealed, duty.period.end, duty.notice) == (False, date(2026, 6, 12), date(2026, 6, 1))
        assert verdicts(offer(world, "inspections", content)) == ["same", "same"]

    def test_the_forms_checks_hold(self, world: World) -> None:
        tuesday = (*self.COMING[:4], "2026-06-09", "", *self.COMING[6:])
        august = (*self.COMING[:4], "2026-08-10", "", *self.COMING[6:])
        over = (*self.COMING[:4], "2026-02-09", "", *self.COMING[6:])
        found = wrongs(offer(world, "inspections", csv_of(self.HEADS, tuesday, august, over)))
        assert [row for row, _, _ in found if row in (2, 3, 4)] and {letter for _, letter, _ in found} >= {"E"}

    def test_without_clearance_none_is_sealed(self, world: World) -> None:
        sealed = (*self.COMING[:8], "")
        found = wrongs(offer(world, "inspections", csv_of(self.HEADS, sealed), world.uncleared))
        assert found == [(2, "I", "Only a cleared coordinator registers sealed inspections. Enter no")]

    def test_a_sealed_inspection_leaves_no_trace_for_those_without_clearance(self, bare: object) -> None:
        world = build_world(TODAY, [inspection("sealed", CODES[3])])
        heads = ("reference", *self.HEADS)
        same_week = ("", *self.COMING[:4], "2026-06-01", "2026-06-05", "", "", "no")
        by_reference = ("sealed", *same_week[1:])
        no_such = ("nothing", *same_week[1:])
        assert verdicts(offer(world, "inspections", csv_of(heads, same_week), world.uncleared)) == ["new"]
        first, second = (
            wrongs(offer(world, "inspections", csv_of(heads, row), world.uncleared)) for row in (by_reference, no_such)
        )
        assert first == second
        for form in ("csv", "xlsx"):
            rows = read_sheet(TABLES["inspections"], export_table("inspections", form, world.uncleared, TODAY)).rows
            assert all("sealed" not in row for _, row in rows)
        cleared = export_table("inspections", "csv", world.cleared, TODAY)
        assert b"sealed,Council C03" in cleared
        looks = disclosure.events_about(world.cleared, world.cleared.user_id, TODAY)
        assert "Looked at 1 sealed inspection in an export." in [line.sentence for line in looks]

    def test_no_event_that_others_read_counts_sealed_rows(self, world: World) -> None:
        before = disclosure.events_about(world.uncleared, "inspections", TODAY)
        bring_in(world, "inspections", csv_of(self.HEADS, (*self.COMING[:8], "yes")))
        assert disclosure.events_about(world.uncleared, "inspections", TODAY) == before == ()


class TestOtherWork:
    """Boards and vacancies."""

    def test_boards_and_vacancies_come_in_change_and_come_back(self, world: World) -> None:
        board = csv_of(("councils", "from", "to", "days"), ("C02; C03", "2026-09-01", "2028-08-31", ""))
        vacancy = csv_of(("council", "from", "to", "reason"), ("C06", "2026-04-01", "2026-09-30", "Retired"))
        assert bring_in(world, "boards", board).counts == bring_in(world, "vacancies", vacancy).counts == {"new": 1}
        longer = vacancy.replace(b"2026-09-30", b"2026-10-31")
        assert bring_in(world, "vacancies", longer).counts == {"changed": 1}
        (found,) = disclosure.vacancies(world.cleared, TODAY)
        assert (found.authority, found.period.end, found.reason) == (CODES[6], date(2026, 10, 31), "Retired")
        for kind in ("boards", "vacancies"):
            again = offer(world, kind, export_table(kind, "xlsx", world.cleared, TODAY))
            assert set(verdicts(again)) == {"same"}

    def test_days_cannot_change_once_somebody_is_on_it(self, world: World) -> None:
        with store.transaction():
            store.add(PlacementRow(person=f"{CODES[5]}-director", duty="board-0", status="accepted"))
        content = export_table("boards", "csv", world.cleared, TODAY)
        starts = (TODAY + timedelta(weeks=4)).isoformat().encode()
        moved = content.replace(starts, (TODAY + timedelta(weeks=5)).isoformat().encode())
        found = wrongs(offer(world, "boards", moved))
        assert [(letter, "Somebody is on this already" in told) for _, letter, told in found] == [("C", True)]


def test_what_is_exported_comes_back_the_same_in_every_form(world: World) -> None:
    for kind in TABLES:
        for form in ("csv", "xlsx"):
            content = export_table(kind, form, world.cleared, TODAY)
            if read_rows(kind, content):
                assert set(verdicts(offer(world, kind, content))) == {"same"}, kind


def read_rows(kind: str, content: bytes) -> int:
    return len(read_sheet(TABLES[kind], content).rows)
