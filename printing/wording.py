"""The sentences of the papers (assets/texts/papers.toml), and how dates and codes are written on them."""

import string
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

HALL_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time: domain.md §3.2

NOTHING: frozenset[str] = frozenset()
SENTENCES: Mapping[str, frozenset[str]] = {
    "ticket.kind": NOTHING,
    "ticket.priority": frozenset({"queue_name"}),
    "ticket.nobody_ahead": NOTHING,
    "ticket.people_ahead": frozenset({"people_ahead"}),
    "ticket.wait_range": frozenset({"wait_low_min", "wait_high_min"}),
    "ticket.wait_about": frozenset({"wait_min"}),
    "ticket.wait_within": frozenset({"wait_min"}),
    "ticket.wait_none": NOTHING,
    "ticket.leased": NOTHING,
    "ticket.waiting_place": frozenset({"waiting_place"}),
    "ticket.issued_at": frozenset({"month", "day", "time"}),
    "ticket.draft": NOTHING,
    "ticket.qr_hint": NOTHING,
    "ticket.missed": NOTHING,
    "ticket.phone": frozenset({"phone"}),
    "receipt.kind": NOTHING,
    "receipt.title": NOTHING,
    "receipt.case_code": frozenset({"case_code"}),
    "receipt.registered_at": frozenset({"date", "time"}),
    "receipt.promise": frozenset({"date"}),
    "receipt.qr_hint": NOTHING,
    "receipt.lookup_code": frozenset({"lookup_code"}),
    "receipt.no_phone": frozenset({"phone"}),
    "receipt.keep": NOTHING,
    "date": frozenset({"year", "month", "day"}),
    "date_short": frozenset({"month", "day"}),
}
"""Every sentence a paper needs, and the facts it may ask for."""


class PaperTextsError(Exception):
    """papers.toml lacks a sentence or asks for a fact that no paper has; the message names file and key."""


class PaperTexts:
    """The sentences by key, checked once, so that no paper meets a hole while a citizen waits."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = sentences

    def say(self, key: str, **facts: str | int) -> str:
        """The sentence `key` with its facts."""
        return self._sentences[key].format(**facts)

    def day(self, day: date) -> str:
        """A date in full."""
        return self.say("date", year=day.year, month=day.month, day=day.day)

    def day_short(self, day: date) -> str:
        """A date of these days, without its year."""
        return self.say("date_short", month=day.month, day=day.day)


def parse_paper_texts(toml_text: str, source: str = "papers.toml") -> PaperTexts:
    """Read papers.toml from its text. Raises PaperTextsError naming `source` and key."""
    try:
        tables = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as damage:
        raise PaperTextsError(f"{source}: {damage}") from damage
    sentences = _flat(tables)
    for key, facts in SENTENCES.items():
        if key not in sentences:
            raise PaperTextsError(f"{source}: {key}: missing")
        wanted = {field for _, field, _, _ in string.Formatter().parse(sentences[key]) if field is not None}
        if not wanted <= facts:
            raise PaperTextsError(f"{source}: {key}: asks for {sorted(wanted - facts)}, has {sorted(facts)}")
    return PaperTexts(sentences)


def _flat(tables: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in tables.items():
        if isinstance(value, str):
            found[prefix + name] = value
        elif isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{name}.")
    return found


def clock_time(at: datetime) -> str:
    """「09:40」 in hall time. Raises ValueError for a naive datetime."""
    return hall_time(at).strftime("%H:%M")


def hall_time(at: datetime) -> datetime:
    """`at` as the hall's clocks show it. Raises ValueError for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(HALL_TIME)


def grouped(code: str, sizes: tuple[int, ...]) -> str:
    """`code` in groups of `sizes` characters, for reading aloud and typing; a code of another length stays as it is."""
    bare = code.replace(" ", "")
    if len(bare) != sum(sizes):
        return code
    groups, start = [], 0
    for size in sizes:
        groups.append(bare[start : start + size])
        start += size
    return " ".join(groups)
