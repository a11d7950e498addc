"""人工叫号单: what a counter goes on with while the hall's store is down: numbers in their order, no person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cases.texts import Texts
from printing.paper import Align, Block, Gap, Paper, PaperKind, Role, Rule, Sides, Text
from printing.wording import clock_time

NUMBERS_MAX = 40  # more is a metre of paper; the list on the screen goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledLine:
    """A number called by hand. `came` None: not known yet."""

    ticket_no: str
    called_at: datetime
    came: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHandSheet:
    """`heard_at`: how old the list is; `waiting` in the order of calling."""

    centre_name: str
    counter_no: int
    heard_at: datetime
    printed_at: datetime
    waiting: tuple[str, ...]
    called: tuple[CalledLine, ...] = ()


def by_hand_sheet(sheet: ByHandSheet, texts: Texts) -> Paper:
    """Describe the sheet."""
    return Paper(PaperKind.BY_HAND_SHEET, tuple(_blocks(sheet, texts)))


def _blocks(sheet: ByHandSheet, texts: Texts) -> Iterator[Block]:
    yield Text(Role.CENTRE_NAME, sheet.centre_name, Align.CENTRE)
    yield Text(Role.TITLE, texts.get("papers.by_hand_sheet.title", counter_no=sheet.counter_no), Align.CENTRE)
    yield Sides(
        Role.BODY,
        texts.get("papers.by_hand_sheet.heard_at", time=clock_time(sheet.heard_at)),
        texts.get("papers.by_hand_sheet.printed_at", time=clock_time(sheet.printed_at)),
    )
    yield Rule(dashed=True)
    if not sheet.waiting:
        yield Text(Role.BODY, texts.get("papers.by_hand_sheet.nobody"))
    for number, ticket_no in enumerate(sheet.waiting[:NUMBERS_MAX], 1):
        left = texts.get("papers.by_hand_sheet.place", number=number, ticket_no=ticket_no)
        yield Sides(Role.FACT_STRONG, left, texts.get("papers.by_hand_sheet.to_fill"))
    if len(sheet.waiting) > NUMBERS_MAX:
        yield Text(Role.BODY, texts.get("papers.by_hand_sheet.more", count=len(sheet.waiting) - NUMBERS_MAX))
    if sheet.called:
        yield Rule(dashed=True)
        yield Text(Role.BODY_STRONG, texts.get("papers.by_hand_sheet.called"))
        for line in sheet.called:
            came = {True: "came", False: "absent", None: "open"}[line.came]
            yield Sides(
                Role.FACT,
                texts.get(
                    "papers.by_hand_sheet.called_at",
                    ticket_no=line.ticket_no,
                    time=clock_time(line.called_at),
                ),
                texts.get(f"papers.by_hand_sheet.{came}"),
            )
    yield Rule(dashed=True)
    yield Text(Role.BODY, texts.get("papers.by_hand_sheet.rule"))
    yield Gap(2)
