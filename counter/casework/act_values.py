"""What was written in a form, read by the kinds of its fields; a sentence for each that is missing or unreadable."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from cases.hall_time import hall_time
from cases.matter.amount import parse_amount
from cases.people.phone import parse_phone
from cases.refusal import Reader, Refusal
from cases.typed import compact, is_digits
from cases.typed_date import parse_coming_date, parse_past_date
from counter.casework.act_context import Field, FieldKind, FormContext, Values

_TIME = re.compile(r"(\d{1,2}):?(\d{2})", re.ASCII)
NUMBER_MAX = 999


@dataclass(frozen=True, slots=True)
class Filled:
    """A form whose fields could be read. What was not asked, or left empty, is "" or None."""

    on: FormContext
    _values: dict[str, str]
    _read: dict[str, object]

    def text(self, key: str) -> str:
        """What was written, or the code of what was chosen."""
        return self._values.get(key, "").strip()

    def many(self, key: str) -> tuple[str, ...]:
        """The codes of all that were chosen."""
        return codes_of(self.text(key))

    def day(self, key: str) -> date | None:
        """A day."""
        found = self._read.get(key)
        return found if isinstance(found, date) and not isinstance(found, datetime) else None

    def moment(self, key: str) -> datetime | None:
        """A day with its time, +08:00."""
        found = self._read.get(key)
        return found if isinstance(found, datetime) else None

    def number(self, key: str) -> int | None:
        """A whole number."""
        found = self._read.get(key)
        return found if isinstance(found, int) else None

    def is_yes(self, key: str) -> bool | None:
        """An answer of yes or no; None when it was not given."""
        return {"yes": True, "no": False}.get(self.text(key))


def codes_of(value: str) -> tuple[str, ...]:
    """The codes in the value of a field that takes several."""
    return tuple(code for code in value.split(",") if code)


def read_form(fields: tuple[Field, ...], values: Values, on: FormContext) -> Filled | dict[str, str]:
    """The form as it was filled, or what must be said of each field that is missing or cannot be read."""
    wanted = [field for field in fields if field.wanted(on, values)]
    read: dict[str, object] = {}
    problems: dict[str, str] = {}
    for field in wanted:
        text = values.get(field.key, "").strip()
        if not text:
            if field.required:
                label = on.say(f"field.{field.key}")
                problems[field.key] = on.say("form.missing", label=label)
            continue
        if (parse := _PARSERS.get(field.kind)) is not None:
            found = parse(text, on)
            if isinstance(found, Refusal):
                problems[field.key] = on.texts.tell(found, Reader.STAFF)
            read[field.key] = found
    return problems or Filled(on, {field.key: values.get(field.key, "") for field in wanted}, read)


def read_moment(text: str, today: date) -> datetime | Refusal:
    """12-1 9:30, 20261201 0930: the day and, behind a blank, the time."""
    return _moment(text, today, parse_coming_date)


def read_happened(text: str, today: date) -> datetime | Refusal:
    """The same of a day that is not after today."""
    return _moment(text, today, parse_past_date)


def _moment(text: str, today: date, parse: Callable[[str, date], date | Refusal]) -> datetime | Refusal:
    narrow = unicodedata.normalize("NFKC", text).strip()
    day_text, _, time_text = narrow.rpartition(" ")
    day = parse(day_text, today)
    if isinstance(day, Refusal):
        return day
    found = _TIME.fullmatch(time_text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 - a clock's face
        return Refusal("date.time_unreadable")
    return hall_time(datetime.combine(day, time(int(found[1]), int(found[2]))))


def _number(text: str) -> int | Refusal:
    digits = compact(text)
    if not is_digits(digits) or not 1 <= int(digits) <= NUMBER_MAX:
        return Refusal("count.range", {"count_max": NUMBER_MAX})
    return int(digits)


_PARSERS: dict[FieldKind, Callable[[str, FormContext], object]] = {
    FieldKind.DAY: lambda text, on: parse_coming_date(text, on.today),
    FieldKind.MOMENT: lambda text, on: read_moment(text, on.today),
    FieldKind.HAPPENED: lambda text, on: read_happened(text, on.today),
    FieldKind.NUMBER: lambda text, _on: _number(text),
    FieldKind.PHONE: lambda text, _on: parse_phone(text),
    FieldKind.AMOUNT: lambda text, on: parse_amount(text, on.policy.kiosk.amount_yuan_max),
}
