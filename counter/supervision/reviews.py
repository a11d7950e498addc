"""案件评查: the sample of a month, drawn once, and each matter looked at by its checklist."""

from collections.abc import Iterator
from datetime import date, timedelta

from cases.hall_time import hall_date
from cases.supervision.review_acts import ReviewMatter
from cases.typed import compact, is_digits
from cases.views_supervision import ReviewedRow, ReviewPage
from counter.casework.act_context import Field
from counter.casework.act_fields import LINE, TEXT, ActForm
from counter.casework.case_words import word
from counter.supervision.board_words import facts, moment_text
from counter.supervision.section import (
    BoardLine,
    Choice,
    Chosen,
    Detail,
    Filter,
    Offer,
    PartRow,
    Question,
    Section,
    fixed,
)
from counter.wording import short_case_code

MONTHS_SHOWN = 6
UNREADABLE = -1  # outside every item's points: the rule says which


class ReviewsSection(Section[ReviewPage, None]):
    """The month that is over first: this one is drawn when it is over."""

    name = "reviews"
    is_followed = False

    def ask(self) -> Question:
        """A month's review."""
        return self.services.client.reviews.page(self.period)

    @property
    def period(self) -> str:
        """YYYY-MM."""
        return self.narrowed.get("period") or next(self._months())

    def lines(self, found: ReviewPage) -> list[BoardLine]:
        """Those that nobody has looked at yet before the others."""
        return [self._line(row) for row in sorted(found.rows, key=lambda row: row.total is not None)]

    def count(self, found: ReviewPage) -> str:
        """Drawn of so many, and how many are left."""
        month = self._month_name(found.period)
        if not found.drawn:
            return self.say("reviews.undrawn", month=month, closed=found.closed)
        left = sum(row.total is None for row in found.rows)
        return self.say("reviews.count", month=month, closed=found.closed, count=len(found.rows), left=left)

    def filters(self, _found: ReviewPage | None) -> tuple[Filter, ...]:
        """Months."""
        choices = tuple(Choice(code=month, name=self._month_name(month)) for month in self._months())
        return (Filter(name="period", chosen=self.narrowed.get("period", ""), choices=choices),)

    def detail(self, chosen: Chosen[ReviewPage, None]) -> Detail:
        """What came out, and the checklist with its points."""
        found = chosen.found
        row = next(row for row in found.rows if row.case_id == chosen.row_id)
        texts = self.services.rules.texts
        return Detail(
            title=self.say("reviews.one"),
            code=short_case_code(row.case_code),
            chips=tuple(self._result(row)),
            facts=facts(
                self,
                unit=row.unit_name,
                grade=word(texts, "casework_reasons.grade_name", row.grade) if row.grade else "",
                total=self.say("reviews.total", total=row.total, pass_score=found.pass_score)
                if row.total is not None
                else "",
                reviewed=moment_text(row.reviewed_at, texts),
            ),
            parts_title=self.say("reviews.checklist", pass_score=found.pass_score),
            parts=tuple(
                PartRow(row_id=key, name=name, side=self.say("reviews.points", points=points))
                for key, name, points in found.checklist
            ),
            case_id=row.case_id,
        )

    def offers(self, chosen: Chosen[ReviewPage, None]) -> list[Offer]:
        """抽样 once, then each matter once."""
        found, client = chosen.found, self.services.client.reviews
        if not found.drawn:
            form = ActForm(
                key="", advice=lambda on: iter((on.say("advice.draw"),)), make=lambda _f: found.period
            )
            draw = Offer(name="draw", key="K", form=fixed(form), ask=client.draw, is_primary=True)
            return [draw]
        row = next((row for row in found.rows if row.case_id == chosen.row_id), None)
        if row is None or row.total is not None:
            return []
        labels = {
            f"field.score_{key}": self.say("reviews.item", name=name, points=points)
            for key, name, points in found.checklist
        }
        return [
            Offer(
                name="review",
                key="P",
                form=fixed(_review(row.case_id, found.checklist)),
                ask=lambda act, id_: client.review(found.period, act, id_),
                is_primary=True,
                labels=labels,
            )
        ]

    def _line(self, row: ReviewedRow) -> BoardLine:
        texts = self.services.rules.texts
        return BoardLine(
            row_id=row.case_id,
            title=short_case_code(row.case_code),
            code=word(texts, "casework_reasons.grade_name", row.grade) if row.grade else "",
            until=self.say("reviews.points", points=row.total)
            if row.total is not None
            else self.say("reviews.unseen"),
            note=row.unit_name,
            chip=next(self._result(row), ""),
            needs_me=row.total is None,
        )

    def _result(self, row: ReviewedRow) -> Iterator[str]:
        if row.total is not None:
            yield self.say("reviews.passed" if row.passed else "reviews.failed")
        if row.reopening_asked:
            yield self.say("reviews.reopening")

    def _months(self) -> Iterator[str]:
        """The months that are over, the last one first."""
        first = hall_date(self.services.clock.now()).replace(day=1)
        for _ in range(MONTHS_SHOWN):
            first = (first - timedelta(days=1)).replace(day=1)
            yield f"{first:%Y-%m}"

    def _month_name(self, period: str) -> str:
        first = date.fromisoformat(f"{period}-01")
        return self.say("reviews.month", year=first.year, month=first.month)


def _review(case_id: str, checklist: tuple[tuple[str, str, int], ...]) -> ActForm:
    """A line for each item with its full points in it; what is less is written over them."""
    return ActForm(
        key="",
        fields=(
            *(_score(key, str(points)) for key, _name, points in checklist),
            Field(key="review_text", kind=TEXT),
        ),
        make=lambda f: ReviewMatter(
            case_id=case_id,
            scores=tuple((key, _points(f.text(f"score_{key}"))) for key, _name, _most in checklist),
            text=f.text("review_text"),
        ),
    )


def _score(key: str, full: str) -> Field:
    return Field(key=f"score_{key}", kind=LINE, required=True, preset=lambda _on: full)


def _points(text: str) -> int:
    digits = compact(text)
    return int(digits) if is_digits(digits) else UNREADABLE
