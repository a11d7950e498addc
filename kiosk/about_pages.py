"""关于本中心, and the centre nearest to a place: only what is known; what is not says so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.policy.centres import BANNER_DIGITS
from cases.policy.nearest_centre import centre_of
from cases.texts import Texts
from kiosk.choice_model import ChoiceModel, ChoiceRule
from kiosk.choices import Choice, short_name
from kiosk.flow import OPEN, Page, TownKind, of_centre
from kiosk.page_model import PageModel
from kiosk.qr_bars import qr_bars
from kiosk.session_model import SessionModel
from kiosk.wording import hours_of_week
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

FACTS_PER_PART = 3  # 大字


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One fact. `known` False: the value says what to do instead."""

    label: str
    value: str
    known: bool = True


@QmlElement
class FactRows(RowModel[FactRow]):
    """The facts on the screen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(FactRow, lambda row: row.label, parent)


@QmlElement
class FactsModel(PageModel):
    """Facts of one centre; `action` leads on from the last part."""

    changed = Signal()

    def __init__(self, session: SessionModel, title: str, facts: tuple[FactRow, ...], link: str = "") -> None:
        """`link`: the same for the citizen's phone, as a QR code."""
        super().__init__(session)
        self._title, self._facts = title, facts
        self._bars, self._modules = qr_bars(link) if link else ("", 0)
        self._rows = FactRows(self)
        self.refresh()

    @Property(str, constant=True)
    def question(self) -> str:
        """Whose facts."""
        return self._title

    @Property(FactRows, constant=True)
    def rows(self) -> FactRows:
        """The facts of this part."""
        return self._rows

    @Property(str, constant=True)
    def bars(self) -> str:
        """The QR code: `x y length` of every bar of black; empty: there is none."""
        return self._bars

    @Property(int, constant=True)
    def modules(self) -> int:
        """Modules along a side of the QR code."""
        return self._modules

    @Property(bool, notify=changed)
    def lastPart(self) -> bool:
        """Whether everything has been shown."""
        return self._is_last()

    @Property(str, notify=changed)
    def action(self) -> str:
        """To the other centres, or the rest of the facts."""
        texts = self.session.parts.texts
        if not self._is_last():
            return texts.get("kiosk.about.see_rest")
        return texts.get(f"kiosk.{self.session.walk.page.value}.action")

    @Slot()
    def goOn(self) -> None:
        """The rest of the facts, then the other centres."""
        session = self.session
        if self._is_last():
            session.walk_to(replace(session.walk, page=Page.CENTRE_BANNER, part=0, place=None, kind=None))
        else:
            session.stay(session.parts.flow.more(session.walk))

    def refresh(self) -> None:
        """Another part."""
        walk = self.session.walk
        start = walk.part * FACTS_PER_PART if walk.large_print else 0
        end = start + FACTS_PER_PART if walk.large_print else len(self._facts)
        self._rows.set_rows(self._facts[start:end])
        self.changed.emit()

    def _is_last(self) -> bool:
        walk = self.session.walk
        return not walk.large_print or (walk.part + 1) * FACTS_PER_PART >= len(self._facts)


def about_page(session: SessionModel, _typed: str) -> PageModel:
    """关于本中心."""
    parts = session.parts
    texts, hall = parts.texts, parts.policy.hall
    comma = texts.get("kiosk.clock.list")
    scope = comma.join(c.name for c in parts.policy.categories.categories[:-1])
    facts = (
        _fact("does", texts.get("kiosk.about.does_value"), texts),
        _fact("address", hall.address, texts),
        _fact("phone", hall.phone, texts),
        _fact("hours", hours_of_week(parts.hall_clock.now(), parts.policy, texts), texts),
        _fact("scope", scope, texts),
        _fact("zones", comma.join(zone.name for zone in hall.zones), texts),
    )
    link = f"{hall.citizen_base_url}/n/{hall.stream}"
    return FactsModel(session, texts.get("kiosk.about.question", name=hall.short_name), facts, link)


def banner_page(session: SessionModel, typed: str) -> PageModel:
    """Which banner's."""
    flow = session.parts.flow
    here = (session.walk.place or "")[:BANNER_DIGITS]

    def choose(code: str) -> None:
        walk = replace(session.walk, place=code, kind=None)
        kinds = walk.large_print and flow.needs_kinds(of_centre(walk))
        session.walk_to(replace(walk, page=Page.CENTRE_KIND if kinds else Page.CENTRE_TOWN, part=0))

    offered = tuple(Choice(id=b.code, words=b.name, selected=b.code == here) for b in flow.places.banners)
    return ChoiceModel(session, typed, ChoiceRule(offered=lambda: offered, choose=choose))


def kind_page(session: SessionModel, typed: str) -> PageModel:
    """大字, where a banner has many towns."""
    texts = session.parts.texts
    kinds = session.parts.flow.town_kinds(of_centre(session.walk))
    offered = tuple(
        Choice(
            id=kind.value,
            words=texts.get(f"kiosk.town_kind.{kind.value}"),
            dashed=kind == kinds[-1],
            selected=kind == session.walk.kind,
        )
        for kind in kinds
    )

    def choose(kind: str) -> None:
        session.walk_to(replace(session.walk, page=Page.CENTRE_TOWN, kind=TownKind(kind), part=0))

    return ChoiceModel(session, typed, ChoiceRule(offered=lambda: offered, choose=choose))


def town_page(session: SessionModel, typed: str) -> PageModel:
    """Which town's; the last one is the banner's own centre."""
    flow, texts = session.parts.flow, session.parts.texts
    towns = flow.towns(of_centre(session.walk))
    offered = (
        *(
            Choice(id=t.code, words=short_name(t.name, flow), selected=t.code == session.walk.place)
            for t in towns
        ),
        Choice(id=OPEN, words=texts.get("kiosk.centre_town.banner"), dashed=True),
    )

    def choose(code: str) -> None:
        place = (session.walk.place or "")[:BANNER_DIGITS] if code == OPEN else code
        session.walk_to(replace(session.walk, page=Page.CENTRE, place=place, part=0))

    return ChoiceModel(session, typed, ChoiceRule(offered=lambda: offered, choose=choose))


def centre_page(session: SessionModel, _typed: str) -> PageModel:
    """The centre for a town or a banner. Our own is known; of the others what they have told."""
    parts = session.parts
    texts = parts.texts
    centre = centre_of(session.walk.place or "", parts.policy, texts)
    unknown = texts.get("kiosk.centre.unknown")
    ours = texts.get("kiosk.centre.our_phone", phone=parts.policy.hall.phone)
    if centre.code == parts.policy.hall.centre_code:
        hours = hours_of_week(parts.hall_clock.now(), parts.policy, texts)
    else:
        hours = centre.hours
    facts = (
        _fact("full_name", centre.name, texts, page="centre"),
        _fact("level", texts.get(f"kiosk.centre.level_{centre.level.value}"), texts, page="centre"),
        *(
            FactRow(label=texts.get(f"kiosk.centre.{key}"), value=value or unknown, known=bool(value))
            for key, value in (("address", centre.address), ("phone", centre.phone), ("hours", hours))
        ),
        *(
            (_fact("zones", texts.get("kiosk.clock.list").join(centre.zones), texts, page="centre"),)
            if centre.zones
            else ()
        ),
        *(() if centre.phone else (_fact("ask", ours, texts, page="centre"),)),
    )
    return FactsModel(session, texts.get("kiosk.centre.question"), facts, centre.map_url)


def _fact(key: str, value: str, texts: Texts, page: str = "about") -> FactRow:
    return FactRow(label=texts.get(f"kiosk.{page}.{key}"), value=value)
