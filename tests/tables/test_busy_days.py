"""Busy days out of calendar files: what repeats, what is free, zones, limits, and what is wrong by its line."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from peerinspect.tables.busy_days import read_busy_days
from peerinspect.tables.calendar_lines import LARGEST, MOST_EVENTS, CalendarRefusal

FIRST = date(2026, 10, 1)
LAST = date(2028, 3, 31)
WHOLE_WEEK = "DTSTART;VALUE=DATE:20261005\nDTEND;VALUE=DATE:20261010"


def calendar(*events: str) -> bytes:
    """A file with these events, each given by its lines."""
    bodies = "".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{bodies}END:VCALENDAR\n".encode()


def days(*events: str, whole_days_only: bool = False) -> list[date]:
    return list(read_busy_days(calendar(*events), FIRST, LAST, whole_days_only).days)


def october(*numbers: int) -> list[date]:
    return [date(2026, 10, number) for number in numbers]


class TestOneEvent:
    """An event that happens once."""

    @pytest.mark.parametrize(
        ("event", "expected"),
        [
            (WHOLE_WEEK, october(5, 6, 7, 8, 9)),
            ("DTSTART;VALUE=DATE:20261005", october(5)),
            ("DTSTART;VALUE=DATE:20261005\nDURATION:P3D", october(5, 6, 7)),
            ("DTSTART:20261005T090000\nDTEND:20261005T100000", october(5)),
            ("DTSTART:20261005T220000\nDTEND:20261006T020000", october(5, 6)),
            ("DTSTART:20261005T220000\nDTEND:20261006T000000", october(5)),
            ("DTSTART:20261005T090000", []),
            # 23:30 in UTC is half past midnight in London while its clocks are an hour ahead.
            ("DTSTART:20261005T233000Z\nDURATION:PT30M", october(6)),
            ("DTSTART:20261105T233000Z\nDURATION:PT20M", [date(2026, 11, 5)]),
            ("DTSTART;TZID=America/New_York:20261005T200000\nDURATION:PT1H", october(6)),
            ("DTSTART;TZID=GMT Standard Time:20261005T233000\nDURATION:PT10M", october(5)),
            # It ends at midnight of the night in which the clocks go back.
            ("DTSTART;TZID=Europe/London:20261024T120000\nDTEND;TZID=Europe/London:20261026T000000", october(24, 25)),
        ],
    )
    def test_takes_these_days(self, event: str, expected: list[date]) -> None:
        assert days(event) == expected

    @pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"])
    def test_takes_none_where_it_is_free_or_cancelled(self, line: str) -> None:
        found = read_busy_days(calendar(f"{WHOLE_WEEK}\n{line}", "DTSTART;VALUE=DATE:20261101"), FIRST, LAST)
        assert (found.days, found.events, found.left_out) == ((date(2026, 11, 1),), 2, 1)

    def test_is_cut_to_the_days_asked_for(self) -> None:
        assert days("DTSTART;VALUE=DATE:20000101\nDTEND;VALUE=DATE:20261003") == october(1, 2)
        assert days("DTSTART;VALUE=DATE:20280331\nDTEND;VALUE=DATE:20990101") == [LAST]
        assert days("DTSTART;VALUE=DATE:20280401") == []

    def test_a_time_of_day_can_be_left_out(self) -> None:
        timed = "DTSTART:20261007T090000\nDURATION:PT1H"
        assert days("DTSTART;VALUE=DATE:20261005", timed, whole_days_only=True) == october(5)


class TestRepeating:
    """Events that happen again and again."""

    @pytest.mark.parametrize(
        ("event", "expected"),
        [
            ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=DAILY;COUNT=3", october(5, 6, 7)),
            ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=WEEKLY;UNTIL=20261019", october(5, 12, 19)),
            ("DTSTART;VALUE=DATE:20200106\nRRULE:FREQ=WEEKLY;UNTIL=20261012", october(5, 12)),
            ("DTSTART;VALUE=DATE:20261005\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20261012", october(5, 19, 26)),
            ("DTSTART;VALUE=DATE:20261005\nRDATE;VALUE=DATE:20261008,20261020", october(5, 8, 20)),
            ("DTSTART:20261005T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:20261012T090000", october(5)),
            (
                "DTSTART;TZID=Europe/London:20261005T233000\nDURATION:PT15M\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4",
                october(5, 7, 12, 14),
            ),
            # By the clock of its own zone it stays at nine in the evening, so it stays the next day in London.
            (
                "DTSTART;TZID=America/New_York:20261023T210000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20261031T030000Z",
                october(24, 31),
            ),
            ("DTSTART;VALUE=DATE:20261002\nRRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=2", [*october(2), date(2026, 11, 6)]),
        ],
    )
    def test_takes_these_days(self, event: str, expected: list[date]) -> None:
        assert days(event) == expected

    def test_a_single_time_can_be_moved_or_called_off(self) -> None:
        master = "DTSTART:20261005T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
        moved = "RECURRENCE-ID:20261012T090000\nDTSTART:20261014T090000\nDURATION:PT1H"
        called_off = "RECURRENCE-ID:20261019T090000\nDTSTART:20261019T090000\nDURATION:PT1H\nSTATUS:CANCELLED"
        text = calendar(master, moved, called_off).decode().replace("UID:1", "UID:0").replace("UID:2", "UID:0")
        assert list(read_busy_days(text.encode(), FIRST, LAST).days) == october(5, 14)

    def test_one_without_an_end_is_worked_out_as_far_as_asked(self) -> None:
        found = days("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY")
        assert (found[0], found[-1], len(found)) == (FIRST, LAST, (LAST - FIRST).days + 1)

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=SECONDLY",
            "FREQ=HOURLY",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYHOUR=1,2,3",
            "FREQ=DAILY;BYWEEKNO=3",
            "INTERVAL=2",
            "nonsense",
        ],
    )
    def test_refuses_what_would_never_end(self, rule: str) -> None:
        begun = time.monotonic()
        with pytest.raises(CalendarRefusal, match=r"^Line 7: this repeats in a way"):
            days(f"DTSTART;VALUE=DATE:19700101\nRRULE:{rule}")
        assert time.monotonic() - begun < 1

    def test_refuses_what_happens_too_often(self) -> None:
        with pytest.raises(CalendarRefusal, match=r"^The event in line 4: it happens more often"):
            days("DTSTART;VALUE=DATE:18000101\nRRULE:FREQ=DAILY")

    def test_a_time_zone_that_changes_every_second_is_refused(self) -> None:
        zone = (
            "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Mad\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
            "RRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
            "BEGIN:VEVENT\nDTSTART;TZID=Mad:20261005T090000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        with pytest.raises(CalendarRefusal, match=r"^Line 6"):
            read_busy_days(zone.encode(), FIRST, LAST)


class TestBusyTimes:
    """Files that hold no events but busy times."""

    def test_take_their_days(self) -> None:
        text = (
            "BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nUID:1\nFREEBUSY:20261005T090000Z/PT1H,20261006T220000Z/20261007T003000Z\n"
            "FREEBUSY;FBTYPE=FREE:20261009T090000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR\n"
        )
        assert list(read_busy_days(text.encode(), FIRST, LAST).days) == october(5, 6, 7)


class TestBadFiles:
    """What cannot be read says where, or why."""

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"", "Choose a calendar file"),
            (b" \n", "Choose a calendar file"),
            (b"Dear all,\n", "Line 1: this is no line"),
            (b"BEGIN:VEVENT\nEND:VEVENT\n", "Line 1: a calendar file begins with"),
            (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nwhat\r\n", "Line 3: this is no line"),
            (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "Line 3: END:VCALENDAR closes nothing"),
            (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "The file ends before VEVENT does"),
            (b"BEGIN:VCALENDAR\nSUMMARY:\xff\xfe\nEND:VCALENDAR", "Line 2: this is no text"),
            (b"x" * (LARGEST + 1), "larger than 2 megabytes"),
            (calendar("SUMMARY:x"), "The event in line 4: it has no first day"),
            (calendar("DTSTART;VALUE=DATE:2026100"), "The event in line 4: its dates are not right"),
            (calendar(WHOLE_WEEK, "DTSTART:20261005T990000Z"), "The event in line 9: its dates are not right"),
            (calendar("DTSTART;TZID=Nowhere/Land:20261005T090000"), "time zone, Nowhere/Land, is not known"),
            (calendar("DTSTART;VALUE=DATE:20261005\nDTEND;VALUE=DATE:20261004"), "it ends before it begins"),
            (calendar("DTSTART;VALUE=DATE:20261005\nDTEND:20261006T090000Z"), "The event in line 4 cannot be read"),
        ],
    )
    def test_are_refused(self, content: bytes, told: str) -> None:
        with pytest.raises(CalendarRefusal, match=told):
            read_busy_days(content, FIRST, LAST)

    def test_there_may_not_be_too_many(self) -> None:
        with pytest.raises(CalendarRefusal, match="more than 5,000 events"):
            read_busy_days(calendar(*["DTSTART;VALUE=DATE:20261005"] * (MOST_EVENTS + 1)), FIRST, LAST)

    def test_no_title_is_handed_on(self) -> None:
        found = read_busy_days(calendar(f"{WHOLE_WEEK}\nSUMMARY:Scan at the hospital"), FIRST, LAST)
        assert "hospital" not in repr(found)

    def test_folded_lines_count_from_their_first(self) -> None:
        with pytest.raises(CalendarRefusal, match=r"^Line 8"):
            days("SUMMARY:a long\n er title\nRRULE:FREQ=\n HOURLY\nDTSTART;VALUE=DATE:20261005")

    def test_a_large_file_is_read_in_time(self) -> None:
        begun = time.monotonic()
        events = [f"DTSTART;VALUE=DATE:{FIRST + timedelta(days=n % 300):%Y%m%d}\nRRULE:FREQ=WEEKLY" for n in range(600)]
        assert len(days(*events)) > 500
        assert time.monotonic() - begun < 6
