"""What happened to a case, in sentences: each event type has one in counter_casework.toml, told of its facts."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from cases.casework.case_clocks import handling_unit
from cases.hall_time import hall_time
from cases.policy.casework import NamedKind
from cases.policy.policy import Policy
from cases.store_name import store_name
from cases.texts import Texts
from cases.views_casework import CaseView, TimelineLine
from counter.casework.case_words import clock_name, unit_name, word

_YES_NO = {"mediation_ended": "agreed", "extension_decided": "granted", "action_answered": "granted"}
_TRUE = "True"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One line. `day` stands only where it is another than the line's above; `text` was sealed and is opened."""

    event_id: str
    day: str
    time: str
    sentence: str
    who: str
    text: str


class TimelineWords:
    """Says the lines of one case."""

    def __init__(self, view: CaseView, policy: Policy, texts: Texts) -> None:
        self._view, self._policy, self._texts = view, policy, texts

    def rows(self) -> list[TimelineRow]:
        """Newest first, as who opens a case wants to know where it stands."""
        rows: list[TimelineRow] = []
        last = ""
        for line in reversed(self._view.timeline):
            day = self.day(hall_time(line.at).date())
            rows.append(
                TimelineRow(
                    event_id=line.event_id,
                    day="" if day == last else day,
                    time=f"{hall_time(line.at):%H:%M}",
                    sentence=self.sentence(line),
                    who=line.by_name,
                    text=line.text,
                )
            )
            last = day
        return rows

    def sentence(self, line: TimelineLine) -> str:
        """What happened. An event of a newer hall, for which there are no words, is told as such."""
        facts = dict(line.facts)
        key = f"counter_casework.event.{line.type}"
        if (answer := _YES_NO.get(line.type)) is not None:
            key = f"{key}.{'yes' if facts.get(answer) == _TRUE else 'no'}"
        if key not in self._texts.keys:
            return self._texts.get("counter_casework.timeline.unknown")
        words = defaultdict(str, {name: self._word(line.type, name, facts) for name in facts})
        wanted = self._texts.find(key).arguments
        return self._texts.get(key, **{name: words[name] for name in wanted})

    def day(self, day: date) -> str:
        """11月23日; with the year where it is not that of the newest line."""
        year = hall_time(self._view.timeline[-1].at).year if self._view.timeline else day.year
        key = "day" if day.year == year else "day_of_year"
        return self._texts.get(
            f"counter_casework.timeline.{key}", year=day.year, month=day.month, day=day.day
        )

    def _word(self, type_: str, name: str, facts: dict[str, str]) -> str:
        value = facts[name]
        if name == "kind":
            return self._kind(type_, value)
        if name == "channel" and type_ == "case_dispatched":
            return word(self._texts, "casework_reasons.method", value)
        if name == "amount":
            return self._amount(value, facts.get("clock_id", ""))
        if name == "reason_code":
            return self._reason(type_, value)
        teller = self._tellers().get(name)
        return teller(value) if teller is not None else value

    def _tellers(self) -> dict[str, Callable[[str], str]]:
        texts, lists = self._texts, self._policy.casework
        return {
            "grade": lambda v: word(texts, "casework_reasons.grade_name", v),
            "suggested": lambda v: word(texts, "casework_reasons.grade_name", v),
            "level": lambda v: word(texts, "casework_reasons.level", v),
            "method": lambda v: word(texts, "casework_reasons.method", v),
            "result": lambda v: word(texts, "counter_casework.result", v),
            "source": lambda v: word(texts, "sources.name", v),
            "proof": lambda v: word(texts, "counter_papers.proof", v),
            "channel": lambda v: _named(lists.contact_channels, v),
            "clock": lambda v: clock_name(v, texts),
            "clock_id": lambda v: clock_name(v.partition(":")[0].partition("#")[0], texts),
            "referral_code": self._referral,
            "duty_id": self._duty,
            "zone": self._zone,
            "room": lambda v: self._place(_named(lists.rooms, v)),
            "perform_by": self._until,
            "meet_at": self._moment,
            "satisfied": lambda v: self._answer("satisfied", v),
            "performed": lambda v: self._answer("performed", v),
            "to_store": self._store,
            "store": self._store,
            "unit": lambda v: unit_name(v, self._policy),
        }

    def _kind(self, type_: str, value: str) -> str:
        lists = self._policy.casework
        match type_:
            case "handling_recorded":
                return _named(lists.record_kinds, value)
            case "appointment_set":
                return _named(lists.appointment_kinds, value)
            case "attachment_added":
                return word(self._texts, "attachments.kind", value)
            case "paper_issued" | "paper_drawn":
                return word(self._texts, "counter_casework.paper", value)
            case _:
                return word(self._texts, "counter_casework.kind", value)

    def _amount(self, value: str, clock_id: str) -> str:
        """In the unit of its clock, which may have ended."""
        return self._texts.get(f"deadlines.limit.{handling_unit(clock_id).value}", amount=value)

    def _reason(self, type_: str, value: str) -> str:
        if type_ == "case_rejected":
            found = self._policy.acceptance.reasons.get(value)
            return found.text if found else value
        if type_ == "hold_placed":
            hold = self._policy.retention.hold(value)
            return hold.name if hold else value
        lists = self._policy.casework
        return _named(lists.suspend_reasons if type_ == "case_suspended" else lists.reopen_reasons, value)

    def _referral(self, value: str) -> str:
        found = self._policy.acceptance.referrals.get(value)
        return found.name if found else value

    def _duty(self, value: str) -> str:
        found = self._policy.duties.get(value)
        return f"{found.clause} {found.text}" if found else value

    def _zone(self, value: str) -> str:
        name = next((zone.name for zone in self._policy.hall.zones if zone.key == value), value)
        return self._place(name)

    def _place(self, name: str) -> str:
        return self._texts.get("counter_casework.timeline.place", place=name) if name else ""

    def _until(self, value: str) -> str:
        day = date.fromisoformat(value)
        return self._texts.get("counter_casework.timeline.perform_by", month=day.month, day=day.day)

    def _moment(self, value: str) -> str:
        at = hall_time(datetime.fromisoformat(value))
        return self._texts.get(
            "counter_casework.timeline.moment", month=at.month, day=at.day, time=f"{at:%H:%M}"
        )

    def _store(self, value: str) -> str:
        return store_name(self._policy, self._texts, value)

    def _answer(self, key: str, value: str) -> str:
        return self._texts.get(f"counter_casework.answer.{key}_{'yes' if value == _TRUE else 'no'}")


def _named(entries: tuple[NamedKind, ...], key: str) -> str:
    return next((one.name for one in entries if one.key == key), key)
