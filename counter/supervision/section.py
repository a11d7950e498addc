"""What a tab of the page 督办 is: what it asks the hall, how the answer is shown, what may be done with a line of it.

A tab is data for one and the same view: lines on the left, the chosen one in the middle, what may be done on the right.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from cases.deadlines.explanation_words import ExplanationWords
from cases.policy.policy import Policy
from cases.roles import Right, may
from cases.views_casework import CaseRow
from counter.casework.act_fields import ActForm
from counter.casework.case_words import FactRow
from counter.casework.timeline_words import TimelineRow
from counter.services import CounterServices

Found = TypeVar("Found")
Shown = TypeVar("Shown")
Cases = tuple[CaseRow, ...]
Question = Coroutine[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """A line of the list. `light`: a shape, "" without a limit; `needs_me`: it waits for whoever looks."""

    row_id: str
    light: str = ""
    mark: str = ""
    light_word: str = ""
    title: str
    code: str = ""
    until: str = ""
    note: str = ""
    chip: str = ""
    needs_me: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RungRow:
    """A rung of the ladder. `reach`: done, draft, dropped, next, ahead."""

    rung: str
    name: str
    state_word: str
    number: str
    day: str
    reach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """Something that the chosen one consists of: a called unit, a task, a point of the checklist."""

    row_id: str
    name: str
    note: str = ""
    side: str = ""
    light: str = ""
    mark: str = ""
    light_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """The chosen one. `case_id`: what Enter opens; `how`: how its date was counted."""

    title: str = ""
    code: str = ""
    chips: tuple[str, ...] = ()
    facts: tuple[FactRow, ...] = ()
    rungs: tuple[RungRow, ...] = ()
    parts_title: str = ""
    parts: tuple[PartRow, ...] = ()
    lines: tuple[TimelineRow, ...] = ()
    case_id: str = ""
    how: ExplanationWords | None = None


NOTHING = Detail()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that may be done, with its letter; `ask` puts what the form made to the hall.

    `form` is made when it is opened; `asks_case`: it chooses among the open cases, which are asked for first. `labels`:
    words of the form that stand in no file.
    """

    name: str
    key: str
    form: Callable[[Cases], ActForm]
    ask: Callable[[Any, UUID], Question]
    is_primary: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    asks_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer of a filter with how many lines it has, "" where that is not counted."""

    code: str
    name: str
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list may be narrowed by. `is_switch`: its one answer is set and taken away by its key alone."""

    name: str
    chosen: str
    choices: tuple[Choice, ...]
    is_switch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Generic[Found, Shown]):
    """The line that is chosen, "" for none, in its list; `shown`: what else was asked of it."""

    found: Found
    row_id: str
    shown: Shown | None


class Section(ABC, Generic[Found, Shown]):
    """`is_followed`: asked anew while it is looked at. Not where reading itself is written down, or costs much.

    `asks_desk`: what may be done depends on what the desk is told, too.
    """

    name: ClassVar[str]
    is_followed: ClassVar[bool] = True
    has_pages: ClassVar[bool] = False
    has_lights: ClassVar[bool] = False
    asks_desk: ClassVar[bool] = False

    def __init__(self, services: CounterServices) -> None:
        self.services = services
        self.narrowed: dict[str, str] = {}  # filter → what it is set to

    @abstractmethod
    def ask(self) -> Question:
        """The list: answers `Found`."""

    @abstractmethod
    def lines(self, found: Found, /) -> list[BoardLine]:
        """The list in the order in which it is to be worked off."""

    @abstractmethod
    def count(self, found: Found, /) -> str:
        """How many, over the list."""

    def ask_page(self, row_id: str, /) -> Question:
        """What else is known of a line: answers `Shown`. Only where the list does not say all (`has_pages`)."""
        raise NotImplementedError

    @abstractmethod
    def detail(self, chosen: Chosen[Found, Shown], /) -> Detail:
        """The chosen line; there is one."""

    @abstractmethod
    def offers(self, chosen: Chosen[Found, Shown], /) -> list[Offer]:
        """What may be done with it, and what needs no line; the order is that on the page."""

    def filters(self, _found: Found | None, /) -> tuple[Filter, ...]:
        """What the list may be narrowed by."""
        return ()

    def made(self, _answer: object, /) -> str:
        """The line that an act made, to be chosen next; "" when it made none."""
        return ""

    def done(self, name: str, _answer: object, /) -> str:
        """What is said after an act."""
        return self.say("done", act=self.act_title(name))

    # What all of them need.

    def act_title(self, name: str) -> str:
        """The word of an act: this page's own, else the trade's."""
        texts, own = self.services.rules.texts, f"counter_supervision.act.{name}"
        return texts.get(own if own in texts.keys else f"supervision.act.{name}")

    @property
    def policy(self) -> Policy:
        """The one in force."""
        return self.services.policy_in_force.policy

    def say(self, key: str, **facts: object) -> str:
        """A sentence of counter_supervision.toml."""
        return self.services.rules.texts.get(f"counter_supervision.{key}", **facts)

    def may(self, right: Right) -> bool:
        """Whether whoever is signed in has a right."""
        staff = self.services.desk.knows.staff
        return staff is not None and may(staff.role, right)

    @property
    def own_unit(self) -> str:
        """The unit of whoever is signed in, "" for the centre's own people."""
        staff = self.services.desk.knows.staff
        return staff.unit if staff else ""


def fixed(form: ActForm) -> Callable[[Cases], ActForm]:
    """A form that chooses among no cases."""
    return lambda _cases: form
