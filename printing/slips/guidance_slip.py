"""引导单 `guidance_slip`: where to go, whom to ask for, what to bring; for strangers to read, so no name, no matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.numbered import Numbered
from printing.paper import Align, Block, Gap, Paper, PaperKind, Role, Rule, Text
from printing.wording import day_of_year

_BETWEEN_MM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceSlip(Numbered):
    """Nothing of a person is on it; the officer there is staff. What is empty is left out."""

    kind: ClassVar[DocumentKind] = DocumentKind.GUIDANCE_SLIP

    destination: str  # a zone of this hall, or a unit elsewhere
    room: str = ""
    officer: str = ""
    officer_phone: str = ""
    address: str = ""
    hours: str = ""
    materials: tuple[str, ...] = ()
    route: tuple[str, ...] = ()  # the map in words: 出门左转 …


def guidance_slip(given: GuidanceSlip, texts: Texts) -> Paper:
    """Describe the slip on 80 mm."""
    return Paper(PaperKind.GUIDANCE_SLIP, tuple(_blocks(given, texts)))


def _blocks(given: GuidanceSlip, texts: Texts) -> Iterator[Block]:
    def say(key: str, **facts: object) -> str:
        return texts.get(f"papers.guidance_slip.{key}", **facts)

    yield Text(Role.CENTRE_NAME, given.centre_name, Align.CENTRE)
    yield Text(Role.TITLE, say("title"), Align.CENTRE)
    yield Rule(dashed=False)
    yield Text(Role.FACT_STRONG, say("destination", destination=given.destination))
    whom = {"phone": given.officer_phone}
    if given.officer:  # a number behind a name needs no label of its own
        whom = {"officer": f"{given.officer} {given.officer_phone}".strip()}
    facts = {"room": given.room, **whom, "address": given.address, "hours": given.hours}
    for key, value in facts.items():
        if value:
            yield Text(Role.BODY, say(key, **{key: value}))
    yield Gap(_BETWEEN_MM)
    yield Text(Role.BODY_STRONG, say("materials" if given.materials else "no_materials"))
    for number, material in enumerate(given.materials, 1):
        yield Text(Role.BODY, say("material", number=number, text=material))
    if given.route:
        yield Gap(_BETWEEN_MM)
        yield Text(Role.BODY_STRONG, say("route"))
        for step in given.route:
            yield Text(Role.BODY, step)
    yield Gap(_BETWEEN_MM)
    yield Text(Role.BODY, say("keep", phone=given.phone))
    yield Text(Role.BODY, say("issued", date=day_of_year(given.issued_on, texts), number=given.number))
    yield Gap(2)
