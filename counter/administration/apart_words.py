"""What was kept apart, in words: a line of the list, and what is told of one of them. No person, no content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cases.hall_time import hall_time
from cases.matter.case_code import PREFIX
from cases.policy.policy import Policy
from cases.store_name import store_name
from cases.texts import Texts
from cases.views import StaffView
from cases.views_guard import TwoPersonRow
from cases.views_quarantine import ApartRow
from counter.wording import long_case_code, short_case_code

# What the advice of a reason (assets/texts/quarantine.toml) says to do; of the others neither.
_TAKE_IN = frozenset({"chain", "old_epoch", "not_placeable"})
_DROP = frozenset({"shape", "changed", "address", "differs", "old_tenure"})
_SEND_AGAIN = frozenset({"shape", "address", "chain", "old_epoch", "not_placeable"})
_DROP_ABOVE = frozenset({"old_tenure"})
_CASE_WORDS = "dispatch_behind.event"  # what happens on a case is called the same everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartLine:
    """One event in the list."""

    key: str
    kind: str
    place: str
    reason: str
    at: str
    standing: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartFact:
    """One thing that is known of it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartTold:
    """The one that is chosen. `suggested`: "readmit", "leave_out", or neither.

    `request`: who asked to take it in; `request_how`: what the second person does.
    """

    kind: str = ""
    reason: str = ""
    otherwise: str = ""
    advice: str = ""
    suggested: str = ""
    request: str = ""
    request_how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """One event; `request`: somebody asked to take it in, and another has not said yes."""

    row: ApartRow
    request: TwoPersonRow | None = None

    @property
    def key(self) -> str:
        """Its name in the list."""
        return f"{self.row.upstream}/{self.row.stream}/{self.row.event_id}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided."""
        return not self.row.decided


@dataclass(frozen=True, slots=True)
class ApartWords:
    """Says it with the house's texts, its stores and its people."""

    texts: Texts
    policy: Policy
    people: Sequence[StaffView]

    def line(self, apart: Apart) -> ApartLine:
        """As the list shows it."""
        row = apart.row
        return ApartLine(
            key=apart.key,
            kind=kind_words(row.type, self.texts),
            place=self._place(row),
            reason=reason_words(row.reason, self.texts),
            at=_moment(row),
            standing=self.texts.get(f"quarantine.{_standing(apart)}"),
            is_open=apart.is_open,
        )

    def facts(self, apart: Apart) -> list[ApartFact]:
        """What is known of it."""
        return [
            ApartFact(label=self.texts.get(f"quarantine.fact.{name}"), text=text)
            for name, text in self._facts(apart.row)
        ]

    def told(self, apart: Apart) -> ApartTold:
        """What stands beside the list."""
        row, request = apart.row, apart.request
        otherwise = "quarantine.otherwise.above" if row.upstream else self._of("otherwise", row.reason)
        told = ApartTold(
            kind=kind_words(row.type, self.texts),
            reason=reason_words(row.reason, self.texts),
            otherwise=self.texts.get(otherwise),
            advice=self.texts.get(self._of("advice_above" if row.upstream else "advice", row.reason)),
            suggested=suggested(row),
        )
        if request is None:
            return told
        return replace(
            told,
            request=self.texts.get(
                "quarantine.page.waiting_for",
                by=self._name(request.asked_by),
                at=f"{hall_time(request.asked_at):%H:%M}",
                why=request.why,
            ),
            request_how=self.texts.get(
                "quarantine.page.waiting_how", until=f"{hall_time(request.until):%H:%M}"
            ),
        )

    def _facts(self, row: ApartRow) -> Iterator[tuple[str, str]]:
        yield "store", self._store(row)
        yield "at_here" if row.upstream else "at", f"{hall_time(row.at):%Y-%m-%d %H:%M}"
        yield "case", self._about(row)
        if row.place:
            epoch, _, seq = row.place.partition("/")
            yield "place", self.texts.get("quarantine.fact.place_of", epoch=epoch, seq=seq)
        yield "event_id", row.event_id
        if row.decided and row.upstream:
            yield "decided", self.texts.get("quarantine.fact.decided_above")
        elif row.decided:
            by = self._name(row.decided_by)
            yield "decided", self.texts.get("quarantine.fact.decided_by", by=by, why=row.why)

    def _place(self, row: ApartRow) -> str:
        store = self._store(row)
        if not row.about.startswith(PREFIX):
            return store
        return self.texts.get("quarantine.list_line", store=store, code=short_case_code(row.about))

    def _store(self, row: ApartRow) -> str:
        if row.upstream:
            return self.texts.get("quarantine.above")
        return store_name(self.policy, self.texts, row.stream)

    def _about(self, row: ApartRow) -> str:
        if row.about.startswith(PREFIX):
            return long_case_code(row.about)
        return self.texts.get("quarantine.no_case" if row.about else "quarantine.case_unknown")

    def _name(self, staff_id: str) -> str:
        return next((one.name for one in self.people if one.staff_id == staff_id), staff_id)

    def _of(self, part: str, reason: str) -> str:
        key = f"quarantine.{part}.{reason}"
        return key if key in self.texts.keys else f"quarantine.{part}.other"


def suggested(row: ApartRow) -> str:
    """What the advice comes to: what a button may make easy."""
    if not row.decided and row.reason in (_SEND_AGAIN if row.upstream else _TAKE_IN):
        return "readmit"
    return "leave_out" if not row.decided and row.reason in (_DROP_ABOVE if row.upstream else _DROP) else ""


def kind_words(type_: str, texts: Texts) -> str:
    """What sort of thing happened; a type of a newer program keeps its name, a torn event has none."""
    for key in (f"quarantine.kind.{type_}", f"{_CASE_WORDS}.{type_}"):
        if type_ and key in texts.keys:
            return texts.get(key)
    return texts.get("quarantine.unknown_kind", type=type_) if type_ else texts.get("quarantine.torn_kind")


def reason_words(reason: str, texts: Texts) -> str:
    """Why it was kept apart."""
    key = f"quarantine.reason.{reason}"
    return texts.get(key) if key in texts.keys else texts.get("quarantine.reason.other", reason=reason)


def _standing(apart: Apart) -> str:
    if apart.request is not None:
        return "asked"
    return "waits" if apart.is_open else "left_out"


def _moment(row: ApartRow) -> str:
    return f"{hall_time(row.at):%m-%d %H:%M}"
