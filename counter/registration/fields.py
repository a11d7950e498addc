"""The fields of the registration form as they stand on the page, and in words for the citizen's mirror."""

from dataclasses import dataclass
from datetime import date

from cases.people.identity_number import IdentityNumber
from cases.people.party import NATIONS, EventScale, PartyRole, Sex, scale_of
from cases.policy.policy import Policy
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from counter.registration.form_text import PARTY, FormText, PartyText, unread_key
from counter.registration.reading import Read, read_count, read_id
from counter.wording import category_name, place_name

FULL, HALF, THIRD = 12, 6, 4
ROLES = tuple(role.value for role in PartyRole)
KINDS = ("person", "group")
SEXES = {Sex.MALE.value: "male", Sex.FEMALE.value: "female", Sex.UNSTATED.value: "unstated"}
SCALES = {
    EventScale.INDIVIDUAL.value: "individual",
    EventScale.GROUP.value: "group",
    EventScale.MASS.value: "mass",
}
MONGOLIAN = "mn"
LANGUAGES = ("zh", MONGOLIAN)
NEEDS = ("interpreter", "companion", "wheelchair", "sign_language")
CONSENTS = ("rights", "mediation", "data_use")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """One field. `kind`: "head", "line", "text", "search" or "choice"; `span` in twelfths of the column.

    `chosen` are the places in `options`, as text. `problem` is why it cannot be read, `note` what was read in it.
    """

    key: str
    kind: str
    label: str
    span: int = FULL
    text: str = ""
    hint: str = ""
    problem: str = ""
    note: str = ""
    lines: int = 1
    options: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    is_many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorLine:
    """A field that says something, in words that the citizen reads."""

    key: str
    section: str
    label: str
    value: str


class FormFields:
    """Makes the lines of both columns from what stands in the form and what was read of it."""

    def __init__(self, form: FormText, read: Read, at: int, rules: tuple[Policy, Texts], today: date) -> None:
        self._form, self._read, self._at, self._today = form, read, at, today
        self._policy, self._texts = rules
        self.offers_card = False  # a card reader is there and well

    @property
    def left(self) -> list[FieldLine]:
        """当事人, 告知与需要."""
        party = self._form.parties[self._at]
        return [
            self._head("parties"),
            self._parties(),
            self._one("party.role", party.role, ROLES, "role", label=""),
            self._one("party.is_group", KINDS[party.is_group], KINDS, "kind", label=""),
            *(self._group(party) if party.is_group else self._person(party)),
            self._head("care"),
            self._one("language", self._form.language, LANGUAGES, "language"),
            self._many("needs", self._form.needs, NEEDS),
            self._many("consents", self._form.consents, CONSENTS),
            self._line("referrer"),
        ]

    @property
    def right(self) -> list[FieldLine]:
        """事项, 诉求与证据."""
        form = self._form
        scale = form.event_scale or (self._read.open.event_scale or "")
        return [
            self._head("matter"),
            self._search("dispute_type", self._type_name(), FULL, self._type_note()),
            self._search("town", place_name(form.town, self._policy), HALF),
            self._line("place_detail", HALF),
            self._line("happened_on", THIRD, hint=True),
            self._line("people", THIRD),
            self._line("amount", THIRD),
            self._one("event_scale", scale, tuple(SCALES), "scale", words=SCALES),
            self._line("other_side", HALF),
            self._line("units", HALF),
            self._text("summary", 2),
            self._head("claim"),
            self._text("demand", 2),
            self._text("evidence", 3),
        ]

    @property
    def mirror(self) -> list[MirrorLine]:
        """Everything that is filled, in the order of the form, all parties one after the other."""
        lines: list[MirrorLine] = []
        for at in range(len(self._form.parties)):
            fields = FormFields(self._form, self._read, at, (self._policy, self._texts), self._today)
            lines += _said(fields.left[2:], fields.left[0].label, f"{at}.", care=False)
        care = self._texts.get("registration.section.care")
        lines += _said(self.right[1:], self.right[0].label, "", care=False)
        if self._form.story.strip():
            words = self._texts.get("registration.section.own_words")
            lines.append(MirrorLine(key="story", section=words, label=words, value=self._form.story.strip()))
        return lines + _said(self.left[2:], care, "", care=True)

    # Parts of the form.

    def _parties(self) -> FieldLine:
        names = [
            f"{self._texts.get(f'registration.role.{party.role}')} {party.name.strip()}".strip()
            for party in self._form.parties
        ]
        return FieldLine(
            key="parties",
            kind="choice",
            label="",
            options=(*names, self._texts.get("registration.party.add")),
            chosen=(str(self._at),),
        )

    def _person(self, party: PartyText) -> list[FieldLine]:
        return [
            self._line("party.name", HALF),
            self._line("party.phone", HALF),
            self._line("party.id_number", FULL, note=self._paper(party)),
            self._search("party.nation", NATIONS.get(party.nation, ""), THIRD),
            self._line("party.birth", 8),
            self._one("party.sex", party.sex, tuple(SEXES), "sex", words=SEXES),
            self._line("party.address"),
        ]

    def _group(self, party: PartyText) -> list[FieldLine]:
        return [
            self._line("party.name", HALF, label="group_name"),
            self._line("party.person_count", HALF, note=self._scale(party)),
            self._text("party.representatives", 5),
            self._line("party.phone", HALF),
            self._line("party.address", HALF),
        ]

    def _paper(self, party: PartyText) -> str:
        """What the number says, beside it: whose paper, born when, how old, which sex, and what is unusual."""
        paper, say = read_id(party.id_number, self._today), self._texts.get
        if not isinstance(paper, IdentityNumber):
            return say("registration.card.offer") if self.offers_card and not party.id_number else ""
        words = [say(f"registration.id.{paper.kind.value}")]
        if (party.name.strip(), paper.number) == party.chip:
            words.insert(0, say("registration.card.chip"))
        if paper.sex is not None and paper.sex.value in SEXES:
            words.append(say(f"registration.sex.{SEXES[paper.sex.value]}"))
        if (born := paper.birth) is not None:
            age = (
                self._today.year - born.year - ((self._today.month, self._today.day) < (born.month, born.day))
            )
            words.append(say("registration.id.age", age=age))
        words += [say(f"registration.id.{warning.value}") for warning in paper.warnings]
        return " · ".join(words)

    def _scale(self, party: PartyText) -> str:
        count = read_count(party.person_count, self._policy.kiosk.party_count_max)
        scale = None if isinstance(count, Refusal) else scale_of(count)
        return self._texts.get(f"registration.scale.{SCALES[scale.value]}") if scale else ""

    def _type_name(self) -> str:
        found = self._policy.dispute_types.get(self._form.dispute_type)
        if found is None:
            return ""
        group = self._policy.dispute_types.get(found.parent)
        return f"{group.name} · {found.name}" if group else found.name

    def _type_note(self) -> str:
        category = category_name(self._form.category, self._policy)
        if not category or self._form.dispute_type:
            return ""
        return self._texts.get("registration.hint.no_type", category=category)

    # Kinds of fields.

    def _head(self, name: str) -> FieldLine:
        return FieldLine(
            key=f"head.{name}", kind="head", label=self._texts.get(f"registration.section.{name}")
        )

    def _line(
        self, key: str, span: int = FULL, *, note: str = "", label: str = "", hint: bool = False
    ) -> FieldLine:
        name = key.removeprefix(PARTY)
        return FieldLine(
            key=key,
            kind="line",
            label=self._texts.get(f"registration.field.{label or name}"),
            span=span,
            text=self._value(key),
            hint=self._texts.get(f"registration.hint.{name}") if hint else "",
            problem=self._problem(key),
            note=note,
        )

    def _text(self, key: str, lines: int) -> FieldLine:
        name = key.removeprefix(PARTY)
        return FieldLine(
            key=key,
            kind="text",
            label=self._texts.get(f"registration.field.{name}"),
            text=self._value(key),
            problem=self._problem(key),
            lines=lines,
        )

    def _search(self, key: str, chosen_name: str, span: int, note: str = "") -> FieldLine:
        name = key.removeprefix(PARTY)
        return FieldLine(
            key=key,
            kind="search",
            label=self._texts.get(f"registration.field.{name}"),
            span=span,
            text=chosen_name,
            hint=self._texts.get(f"registration.hint.{name}"),
            note=note,
        )

    def _one(
        self,
        key: str,
        value: str,
        codes: tuple[str, ...],
        table: str,
        *,
        words: dict[str, str] | None = None,
        label: str | None = None,
    ) -> FieldLine:
        named = words or {code: code for code in codes}
        name = key.removeprefix(PARTY)
        return FieldLine(
            key=key,
            kind="choice",
            label=self._texts.get(f"registration.field.{name}") if label is None else label,
            options=tuple(self._texts.get(f"registration.{table}.{named[code]}") for code in codes),
            chosen=(str(codes.index(value)),) if value in codes else (),
        )

    def _many(self, key: str, values: tuple[str, ...], codes: tuple[str, ...]) -> FieldLine:
        return FieldLine(
            key=key,
            kind="choice",
            label=self._texts.get(f"registration.field.{key}"),
            options=tuple(self._texts.get(f"registration.{key}.{code}") for code in codes),
            chosen=tuple(str(codes.index(value)) for value in values if value in codes),
            is_many=True,
        )

    def _value(self, key: str) -> str:
        holder = self._form.parties[self._at] if key.startswith(PARTY) else self._form
        value: str = getattr(holder, key.removeprefix(PARTY))
        return value

    def _problem(self, key: str) -> str:
        refusal = self._read.problems.get(unread_key(key, self._at))
        return self._texts.tell(refusal, Reader.STAFF) if refusal else ""


def _said(lines: list[FieldLine], section: str, prefix: str, *, care: bool) -> list[MirrorLine]:
    """The filled lines before the second heading, or with `care` those after it."""
    said: list[MirrorLine] = []
    is_care = False
    for line in lines:
        if line.kind == "head":
            is_care = line.key == "head.care"
            section = line.label if line.key != "head.care" else section
            continue
        if is_care is not care:
            continue
        value = line.text.strip()
        if line.kind == "choice":
            value = "、".join(line.options[int(index)] for index in line.chosen)
        if value and line.key != "party.is_group":
            said.append(
                MirrorLine(key=prefix + line.key, section=section, label=line.label or section, value=value)
            )
    return said
