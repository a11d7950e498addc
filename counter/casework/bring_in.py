"""登记 without a visit: a call, a grid worker, a household leader. One form, then the page of the case."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.casework import BroughtIn
from cases.hall_time import hall_date
from cases.matter.dispute_type_search import category_of
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import BROUGHT_IN, HAS_REFERRER, Source
from cases.roles import Right, Role, may
from cases.views_casework import CaseView
from counter.casework.act_context import Field, FieldKind, FormContext, Option, Values
from counter.casework.act_fields import CHOICE, LINE, SEARCH, TEXT, ActForm
from counter.casework.act_form import ActFormViewModel
from counter.casework.act_values import Filled
from counter.casework.asking import Asking
from counter.services import CounterServices
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

NAME = "bring_in"
TYPE_DIGITS = 4
_USUAL_FIRST = (
    Source.PHONE,
    Source.GRID_WORKER,
    Source.HOUSEHOLD_LEADER,
    Source.MESSAGE_BOARD,
    Source.SUPERIOR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BringInGround(FormContext):
    """There is no case yet. `by_grid_worker`: who registers is the one who points here."""

    view: CaseView = field(init=False, repr=False, compare=False)
    by_grid_worker: bool


def _sources(on: FormContext) -> tuple[Option, ...]:
    return tuple(
        Option(code=source.value, name=on.texts.get(f"sources.name.{source.value}"))
        for source in sorted(BROUGHT_IN, key=_USUAL_FIRST.index)
    )


def _usual_source(on: FormContext) -> str:
    by_grid_worker = isinstance(on, BringInGround) and on.by_grid_worker
    return (Source.GRID_WORKER if by_grid_worker else Source.PHONE).value


def _asks_referrer(on: FormContext, values: Values) -> bool:
    by_grid_worker = isinstance(on, BringInGround) and on.by_grid_worker
    return values.get("source") in HAS_REFERRER and not by_grid_worker


def _types(on: FormContext) -> tuple[Option, ...]:
    types = on.policy.dispute_types
    return tuple(
        Option(code=one.code, name=one.name, note=types[one.parent].name if one.parent in types else "")
        for one in types.values()
        if len(one.code) == TYPE_DIGITS or not any(other.parent == one.code for other in types.values())
    )


def _places(on: FormContext) -> tuple[Option, ...]:
    banners = on.policy.places.banners
    towns = (Option(code=town.code, name=town.name, note=one.name) for one in banners for town in one.towns)
    return (*towns, *(Option(code=one.code, name=one.name) for one in banners))


def _matter(filled: Filled) -> tuple[Source, OpenMatter, PrivateMatter]:
    code = filled.text("dispute_type")
    return (
        Source(filled.text("source")),
        OpenMatter(
            category=category_of(code, filled.on.policy.categories),
            dispute_type=code,
            town=filled.text("town") or None,
            party_count=filled.number("people"),
            amount_fen=filled.number("amount_yuan"),
        ),
        PrivateMatter(
            contact_name=filled.text("contact_name"),
            contact_phone=filled.text("contact_phone"),
            other_side=filled.text("other_side"),
            summary=filled.text("summary"),
            demand=filled.text("demand"),
            referrer=filled.text("referrer"),
        ),
    )


FORM = ActForm(
    key="N",
    make=_matter,
    advice=lambda on: iter((on.say(f"advice.{NAME}"),)),
    fields=(
        Field(key="source", kind=CHOICE, required=True, options=_sources, preset=_usual_source),
        Field(key="referrer", kind=LINE, required=True, wanted=_asks_referrer),
        Field(key="contact_name", kind=LINE),
        Field(key="contact_phone", kind=FieldKind.PHONE),
        Field(key="dispute_type", kind=SEARCH, required=True, options=_types),
        Field(key="town", kind=SEARCH, options=_places),
        Field(key="other_side", kind=LINE),
        Field(key="people", kind=FieldKind.NUMBER),
        Field(key="amount_yuan", kind=FieldKind.AMOUNT),
        Field(key="summary", kind=TEXT, required=True),
        Field(key="demand", kind=TEXT, lines=2),
    ),
)


@QmlElement
class BringInViewModel(QObject):
    """Open from N until it is registered or given up."""

    changed = Signal()
    broughtIn = Signal(object)  # the case, as CaseView

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asking = Asking(services, self)
        self._form = ActFormViewModel(self)
        self._form.asked.connect(self._register)

    @Slot()
    def open(self) -> None:
        """An empty form, for who may."""
        if not self._may():
            return
        services, staff = self._services, self._services.desk.knows.staff
        ground = BringInGround(
            policy=services.policy_in_force.policy,
            texts=services.rules.texts,
            today=hall_date(services.clock.now()),
            by_grid_worker=staff is not None and staff.role == Role.GRID_WORKER,
        )
        self._form.open(NAME, ground, FORM)

    @Slot(str, object)
    def _register(self, _name: str, matter: tuple[Source, OpenMatter, PrivateMatter]) -> None:
        def done(brought: BroughtIn) -> None:
            self._form.close()
            self.broughtIn.emit(brought.case)

        self._asking.ask(
            matter,
            lambda id_: self._services.client.casework.bring_in(*matter, id_),
            done,
            self._form.refuse,
        )

    def _may(self) -> bool:
        staff = self._services.desk.knows.staff
        return staff is not None and may(staff.role, Right.BRING_IN)

    form = Property(ActFormViewModel, lambda self: self._form, constant=True)
    isAllowed = Property(bool, _may, notify=changed)
