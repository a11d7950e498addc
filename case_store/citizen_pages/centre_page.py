"""找中心: one centre with address, hours, telephone and map; what it has not told is said to be missing."""

from dataclasses import dataclass
from datetime import datetime

from case_store.citizen_pages.choice_page import CENTRES, MESSAGE
from case_store.citizen_pages.page_frame import Frame, Voice
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_date, hall_time
from cases.policy.centres import CentrePolicy
from cases.policy.nearest_centre import calendar_of_centre


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreFact:
    """A line. `known` False: the value says that the centre has not told it."""

    label: str
    value: str
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CentrePage:
    """`now`: whether it is open, and until or from when; "": nobody has told. `map_url`: https or geo."""

    frame: Frame
    heading: str
    now: str
    is_open: bool
    facts: tuple[CentreFact, ...]
    phone: str
    call: str
    map_url: str
    map_words: str
    write: str
    write_words: str
    others: str
    others_words: str


def centre_page(voice: Voice, centre: CentrePolicy, code: str, now: datetime) -> CentrePage:
    """`code`: of the address, for the way to write to it."""
    calendar = calendar_of_centre(centre, voice.policy)
    hours = _hours(voice, calendar, now) if calendar else centre.hours
    told = {"address": centre.address, "phone": centre.phone, "hours": hours}
    zones = voice.say("board.list").join(centre.zones)
    facts = [
        CentreFact(
            label=voice.say(f"centres.{key}"),
            value=value or voice.texts.get("kiosk.centre.unknown"),
            known=bool(value),
        )
        for key, value in told.items()
    ]
    return CentrePage(
        frame=voice.frame("centres_title"),
        heading=centre.name,
        now=_now(voice, calendar, now) if calendar else "",
        is_open=calendar is not None and calendar.is_open(now),
        facts=(*facts, *((CentreFact(label=voice.say("board.zones"), value=zones),) if zones else ())),
        phone=centre.phone,
        call=voice.say("centres.call"),
        map_url=centre.map_url,
        map_words=voice.say("centres.map"),
        write=f"../{MESSAGE}/{code}",
        write_words=voice.say("centres.write"),
        others=f"../{CENTRES}",
        others_words=voice.say("centres.others"),
    )


def _hours(voice: Voice, calendar: WorkCalendar, now: datetime) -> str:
    day = calendar.next_opening(now).opens_at.date()
    spans = voice.say("board.list").join(
        voice.say("board.span", opens=f"{s.opens_at:%H:%M}", closes=f"{s.closes_at:%H:%M}")
        for s in calendar.segments(day)
    )
    return voice.say("board.hours_value", hours=spans)


def _now(voice: Voice, calendar: WorkCalendar, now: datetime) -> str:
    segment = calendar.next_opening(now)
    if calendar.is_open(now):
        return voice.say("centres.open", time=f"{segment.closes_at:%H:%M}")
    opens = hall_time(segment.opens_at)
    key = "opens_today" if opens.date() == hall_date(now) else "opens"
    return voice.say(f"centres.{key}", day=voice.day(opens.date(), now), time=f"{opens:%H:%M}")
