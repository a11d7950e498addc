"""工作提示 to places where much is overdue, suggested with its reason; 实地督导 written down."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.supervision.field_inspection import AreaKind, Finding
from cases.supervision.review_acts import Inspect, Remind
from cases.texts import Texts
from cases.views_supervision import InspectionRow, ReminderSent, SlowAreaRow
from counter.casework.act_context import Field, FieldKind, Option
from counter.casework.act_fields import CHOICE, SEARCH, TEXT, ActForm
from counter.casework.case_words import FactRow, word
from counter.supervision.board_words import day_text, facts, moment_text, typed_moment
from counter.supervision.section import BoardLine, Chosen, Detail, Offer, Section, fixed

INSPECTED = "inspection"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesFound:
    """Places that are slow now, and what was seen at places, the newest first."""

    slow: tuple[SlowAreaRow, ...]
    inspections: tuple[InspectionRow, ...]


class PlacesSection(Section[PlacesFound, None]):
    """Places, never a person."""

    name = "places"
    is_followed = False

    async def ask(self) -> PlacesFound | Refusal:
        """Both lists."""
        client = self.services.client.reviews
        slow, inspections = await asyncio.gather(client.slow_areas(), client.inspections())
        if isinstance(slow, Refusal):
            return slow
        if isinstance(inspections, Refusal):
            return inspections
        return PlacesFound(slow=slow, inspections=inspections)

    def lines(self, found: PlacesFound) -> list[BoardLine]:
        """Who is slow, then what was seen."""
        texts = self.services.rules.texts
        slow = [
            BoardLine(
                row_id=_row_id(row),
                title=self.say("places.slow", open=row.open, overdue=row.overdue),
                until=self.say("places.reminded", day=day_text(hall_date(row.last_at), texts))
                if row.last_at
                else "",
                note=row.name,
                needs_me=True,
            )
            for row in found.slow
        ]
        seen = [
            BoardLine(
                row_id=f"{INSPECTED}/{row.inspection_id}",
                title=self.say("places.inspected"),
                until=moment_text(row.inspected_at, texts),
                note=row.name,
                chip="" if row.finding == Finding.NONE else word(texts, "supervision.finding", row.finding),
            )
            for row in found.inspections
        ]
        return slow + seen

    def count(self, found: PlacesFound) -> str:
        """Of each how many."""
        return self.say("places.count", slow=len(found.slow), inspected=len(found.inspections))

    def detail(self, chosen: Chosen[PlacesFound, None]) -> Detail:
        """The figures behind a suggestion, or what was written."""
        texts = self.services.rules.texts
        slow = _slow(chosen)
        if slow is not None:
            why = tuple(
                FactRow(
                    key=f"why.{number}",
                    label="" if number else self.say("fact.why"),
                    value=texts.get(one.key, **one.facts),
                )
                for number, one in enumerate(slow.reasons)
            )
            known = facts(
                self,
                area=word(texts, "supervision.area", slow.kind),
                last=moment_text(slow.last_at, texts) or self.say("places.never"),
            )
            return Detail(title=slow.name, facts=(*why, *known))
        row = next(row for row in chosen.found.inspections if chosen.row_id.endswith(f"/{row.inspection_id}"))
        known = facts(
            self,
            area=word(texts, "supervision.area", row.kind),
            seen=moment_text(row.inspected_at, texts),
            by=row.by_name,
            finding=word(texts, "supervision.finding", row.finding),
        )
        said = FactRow(key="text", label=self.say("fact.text"), value=row.text, is_long=True)
        return Detail(title=row.name, facts=(*known, said))

    def offers(self, chosen: Chosen[PlacesFound, None]) -> list[Offer]:
        """发工作提示 to a slow place; 记实地督导."""
        offers: list[Offer] = []
        slow, client = _slow(chosen), self.services.client.reviews
        if slow is not None:
            offers.append(
                Offer(name="remind", key="P", form=fixed(_remind(slow)), ask=client.remind, is_primary=True)
            )
        now, policy, texts = self.services.clock.now(), self.policy, self.services.rules.texts
        form = _inspect(policy, texts, now)
        offers.append(Offer(name="inspect", key="N", form=fixed(form), ask=client.inspect))
        return offers

    def made(self, answer: object) -> str:
        """The inspection that was written down."""
        return f"{INSPECTED}/{answer.inspection_id}" if isinstance(answer, InspectionRow) else ""

    def done(self, name: str, answer: object) -> str:
        """A reminder has a number."""
        if isinstance(answer, ReminderSent):
            return self.say("places.sent", number=answer.number, name=answer.name)
        return super().done(name, answer)


def _slow(chosen: Chosen[PlacesFound, None]) -> SlowAreaRow | None:
    return next((row for row in chosen.found.slow if _row_id(row) == chosen.row_id), None)


def _remind(slow: SlowAreaRow) -> ActForm:
    return ActForm(
        key="",
        advice=lambda on: iter((on.say("advice.remind", name=slow.name),)),
        make=lambda _f: Remind(kind=AreaKind(slow.kind), area=slow.area),
    )


def _inspect(policy: Policy, texts: Texts, now: datetime) -> ActForm:
    findings = tuple(
        Option(code=one.value, name=texts.get(f"supervision.finding.{one.value}")) for one in Finding
    )
    return ActForm(
        key="",
        fields=(
            Field(key="place", kind=SEARCH, required=True, options=lambda _on: _places(policy)),
            Field(
                key="inspected_at",
                kind=FieldKind.HAPPENED,
                required=True,
                preset=lambda _on: typed_moment(now),
            ),
            Field(
                key="finding",
                kind=CHOICE,
                required=True,
                options=lambda _on: findings,
                preset=lambda _on: Finding.NONE.value,
            ),
            Field(key="inspected_text", kind=TEXT, required=True, lines=5),
        ),
        make=lambda f: Inspect(
            kind=AreaKind(f.text("place").partition("/")[0]),
            area=f.text("place").partition("/")[2],
            inspected_at=f.moment("inspected_at") or now,
            text=f.text("inspected_text"),
            finding=Finding(f.text("finding")),
        ),
    )


def _places(policy: Policy) -> tuple[Option, ...]:
    """Units and the towns here."""
    home = policy.units.places.banner(policy.units.home_banner)
    towns = home.towns if home else ()
    return (
        *(Option(code=f"{AreaKind.UNIT}/{unit.id}", name=unit.name) for unit in policy.units.units),
        *(Option(code=f"{AreaKind.TOWN}/{town.code}", name=town.name) for town in towns),
    )


def _row_id(row: SlowAreaRow) -> str:
    return f"{row.kind}/{row.area}"
