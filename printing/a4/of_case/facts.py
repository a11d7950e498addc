"""What every paper of a case needs from it: whom it is about, which matter, which limit; masked where §4.2 says so."""

from datetime import date
from functools import cached_property
from typing import NamedTuple, TypedDict

from cases.casework.case_clocks import HANDLING_CLOCKS
from cases.deadlines.case_clock import BudgetUnit, ledger_of
from cases.deadlines.clock_kinds import MEDIATION_CLOCKS, ClockKind
from cases.deadlines.deadline_clock import DeadlineClock
from cases.deadlines.explanation import explain
from cases.deadlines.explanation_words import explanation_words
from cases.hall_time import hall_date
from cases.paper.paper_rules import last_line
from cases.people.masking import mask_address, mask_id_number, mask_name, mask_phone, mask_text
from cases.people.party import NATIONS, Party, PartyRole
from cases.policy.policy import Policy
from cases.policy.units import CENTRE
from cases.texts import Texts
from cases.views_casework import CaseView, ClockView, DispatchView, TimelineLine
from cases.views_papers import PaperDraft
from printing.a4.sheet import Person

_OTHER_TYPE = "99"
_OUR_SIDE = (PartyRole.APPLICANT, PartyRole.REPRESENTATIVE)
_GONE = ("returned", "recalled")
_IN_THE_PAPER = ("limit", "due", "counted")  # of 怎么算的: said by the paper itself
_NAMED_MAX = 3  # of a side; how many they are is said beside the first


class Common(TypedDict):
    """What all numbered papers share."""

    centre_name: str
    number: str
    issued_on: date
    phone: str


class ToCitizen(Common):
    """What all notices to a citizen share."""

    addressee: str
    matter: str
    case_code: str


class Line(NamedTuple):
    """A line of what happened: its facts by name, its opened text, and who did it."""

    line: TimelineLine
    facts: dict[str, str]

    def says(self, name: str) -> bool:
        """Whether a fact is true."""
        return self.facts.get(name) == "True"


class CaseFacts:
    """One case, asked for the words of a paper."""

    def __init__(self, draft: PaperDraft, policy: Policy, texts: Texts) -> None:
        self.draft, self.policy, self.texts = draft, policy, texts

    @property
    def view(self) -> CaseView:
        """The case as it was when the number was drawn."""
        return self.draft.case

    def say(self, key: str, **facts: object) -> str:
        """`paper_filling.key`."""
        return self.texts.get(f"paper_filling.{key}", **facts)

    # Whom and what it is about.

    def common(self) -> Common:
        """Who issues it, its number and its day."""
        hall = self.policy.hall
        return Common(
            centre_name=hall.full_name, number=self.draft.drawn.number, issued_on=self.today, phone=hall.phone
        )

    def to_citizen(self) -> ToCitizen:
        """ValueError when nobody is named who could be written to."""
        if not self.applicant:
            raise ValueError("nobody is named who could be written to")
        return ToCitizen(
            **self.common(), addressee=self.applicant, matter=self.matter, case_code=self.view.case_code
        )

    @property
    def today(self) -> date:
        """The day on which the number was drawn."""
        return hall_date(self.draft.drawn.drawn_at)

    @property
    def accepted_on(self) -> date:
        """受理; of a matter that was settled in one step, its registration."""
        return hall_date(self.view.accepted_at or self.view.registered_at)

    @cached_property
    def matter(self) -> str:
        """The standard's word for the matter; for 其他, and before it is chosen, the wider one."""
        types, told = self.policy.dispute_types, self.view.open
        found = types.get(told.dispute_type or "")
        if found and found.code.endswith(_OTHER_TYPE):
            found = types.get(found.code[:2], found)
        category = self.policy.categories.get(told.category) if told.category else None
        return found.name if found else category.name if category else ""

    @cached_property
    def summary(self) -> str:
        """简要情况: in staff's words, before there are any in the citizen's."""
        private = self.view.private
        return private.summary or private.story

    # Persons.

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who is named; before staff have written them down, whoever left a name, and the other side."""
        private = self.view.private
        if private.parties:
            return private.parties
        first = Party(name=private.contact_name, phone=private.contact_phone)
        other = Party(role=PartyRole.RESPONDENT, name=private.other_side, is_group=True)
        return tuple(party for party in (first, other) if party.name)

    @cached_property
    def applicant(self) -> str:
        """Whom a notice is written to; "" when nobody is named."""
        ours = [party for party in self.parties if party.role in _OUR_SIDE]
        return self.whole(ours[0]) if ours else ""

    def whole(self, party: Party) -> str:
        """A name that binds or is written to, of a group with how many they are."""
        return self._counted(party, _name(party))

    def masked(self, party: Party) -> str:
        """A name for others. What a group or an organisation is called names no person."""
        name = _name(party)
        surnames = self.policy.masking.compound_surnames
        return self._counted(party, name if _is_called(party) else mask_name(name, surnames))

    @property
    def whole_names(self) -> tuple[str, ...]:
        """Of everybody, for what they sign."""
        return tuple(name for party in self.parties if (name := self.whole(party)))

    @property
    def masked_names(self) -> tuple[str, ...]:
        """Of everybody, for others."""
        return self.masked_side(respondents=False) + self.masked_side(respondents=True)

    def masked_side(self, *, respondents: bool) -> tuple[str, ...]:
        """One side; of many the first, with how many they are."""
        side = [one for one in self.parties if (one.role is PartyRole.RESPONDENT) is respondents]
        names = tuple(name for party in side if (name := self.masked(party)))
        if len(names) <= _NAMED_MAX:
            return names
        return (self.say("group", name=names[0], count=len(names)),)

    def person(self, party: Party, *, born: str | None = None) -> Person:
        """A line of a form: the name whole, for they sign; number, phone and address masked."""
        texts = self.texts
        sex = f"paper_filling.sex.{party.sex}"
        return Person(
            side=texts.get(f"registration.role.{party.role.value}"),
            name=self.whole(party),
            sex=texts.get(sex) if sex in texts.keys else "",
            nation=NATIONS.get(party.nation, ""),
            born=(f"{party.birth:%Y-%m}" if party.birth else "") if born is None else born,
            id_number=mask_id_number(party.id_number),
            phone=mask_phone(party.phone),
            address=mask_address(party.address),
        )

    def masked_text(self, text: str) -> str:
        """Free text for others: names of everybody who is named, phones and numbers masked."""
        names = [one.name for party in self.parties for one in party.representatives]
        names += [party.name for party in self.parties if not _is_called(party)]
        return mask_text(text, names, self.policy.masking.compound_surnames)

    def without_numbers(self, text: str) -> str:
        """Free text for those whom it is about: names whole, phones and identity numbers masked."""
        return mask_text(text, (), ())

    def place(self, line: Line) -> str:
        """Zone and room of the centre in words."""
        zones = {one.key: one.name for one in self.policy.hall.zones}
        rooms = {one.key: one.name for one in self.policy.casework.rooms}
        place = zones.get(line.facts.get("zone", ""), "") + rooms.get(line.facts.get("room", ""), "")
        return self.say("place.here", place=place)

    def _counted(self, party: Party, name: str) -> str:
        count = party.person_count or 0
        return self.say("group", name=name, count=count) if party.is_group and count > 1 and name else name

    # Units and what happened.

    def unit_of(self, unit_id: str) -> tuple[str, str, str]:
        """Name, who answers there (a post), and phone; of an unknown id, the id."""
        unit = self.policy.units.of(unit_id)
        if unit is None:
            return unit_id, "", ""
        hall = self.policy.hall
        return unit.name, unit.head, unit.phone or (hall.phone if unit_id == CENTRE else "")

    @property
    def at_work(self) -> tuple[DispatchView, ...]:
        """Units that the matter lies with, the leading one first."""
        live = [one for one in self.view.dispatches if one.state not in _GONE]
        return tuple(sorted(live, key=lambda one: not one.lead))

    @property
    def lead_name(self) -> str:
        """承办单位; before there is one, the centre."""
        return self.at_work[0].unit_name if self.at_work else self.policy.hall.full_name

    def last(self, type_: str) -> Line | None:
        """The newest line of a type."""
        found = last_line(self.view, type_)
        return Line(found, dict(found.facts)) if found else None

    def all_of(self, *types: str) -> tuple[Line, ...]:
        """All lines of these types, in their order."""
        return tuple(Line(line, dict(line.facts)) for line in self.view.timeline if line.type in types)

    # Limits.

    def handling_clock(self) -> ClockView | None:
        """The limit of handling that ends first (办理时限); mediation has its own within it."""
        return self.clock(HANDLING_CLOCKS - MEDIATION_CLOCKS)

    def clock(self, kinds: frozenset[ClockKind]) -> ClockView | None:
        """Of these kinds the running clock that ends first."""
        found = [one for one in self.view.clocks if one.kind in kinds and not one.suspended]
        return min(found, key=lambda one: one.due_at, default=None)

    def limit_words(self, clock: ClockView) -> str:
        """7个工作日."""
        return self.texts.get(f"deadlines.limit.{clock.unit}", amount=clock.amount)

    def how_counted(self, clock: ClockView) -> tuple[str, ...]:
        """怎么算的, a line a fact; limit and end stand in the paper itself."""
        ledger = ledger_before(clock)
        how = explain(ledger, ledger.due(self.policy.calendar))
        label = {
            name: self.texts.get(f"deadlines.label.{name}") for name in (*_IN_THE_PAPER, "start", "calendar")
        }
        told = {
            row.label: self.say("trace", label=row.label, words=row.words)
            for row in explanation_words(how, self.texts).rows
        }
        calendar = told.pop(label["calendar"])
        told[label["start"]] = self.say("trace_joined", first=told[label["start"]], second=calendar)
        return tuple(line for name, line in told.items() if name not in {label[one] for one in _IN_THE_PAPER})


def ledger_before(clock: ClockView, *, without_last: bool = False) -> DeadlineClock:
    """The ledger of a clock; `without_last`: as it was before its last extension."""
    extensions = clock.extensions[:-1] if without_last else clock.extensions
    return ledger_of(BudgetUnit(clock.unit), clock.amount, clock.started_at, clock.pauses, extensions)


def _name(party: Party) -> str:
    """Who is named for a party: of a group without a name, who speaks for it."""
    return party.name or (party.representatives[0].name if party.representatives else "")


def _is_called(party: Party) -> bool:
    """Whether it is a group or an organisation with a name of its own."""
    return party.is_group and bool(party.name)
