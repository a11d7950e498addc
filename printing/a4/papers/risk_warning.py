"""风险预警报告 (domain.md §9.2): the frozen numbers of a crossing, in the words of the program or of a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from cases.hall_time import hall_date
from cases.paper.paper_record import DocumentKind, shown_hash
from cases.policy.policy import Policy
from cases.risk.warning_report import CountRow, Section, WarningReport, WindowCounts
from cases.risk.warning_view import WarningPage
from cases.risk.warning_words import NOTHING, WarningWords, percent, tenths
from cases.texts import Texts
from printing.a4.document import (
    BarChart,
    BarLine,
    Block,
    Cell,
    Centred,
    Document,
    Form,
    Gap,
    Ink,
    Paragraph,
    Row,
    TrendChart,
    TrendPoint,
)
from printing.a4.sheet import Sheet
from printing.numbered import Numbered

_TRIAL_PT = 14.0
_NAME_IN_ONE_LINE = 5  # characters of a place whose title fits into one line
_OVERVIEW = (9.0, 4.0, 4.0, 7.0)
_TERMS = (5.0, 3.0, 3.0, 13.0)
_HOT_SPOTS = (8.0, 7.0, 3.0, 3.0, 3.0)
_UNITS = (12.0, 4.0, 4.0, 4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskWarning(Numbered):
    """No person. `words`: (section, text) by people; `record_hash`: of what was approved, "" for a draft."""

    kind: ClassVar[DocumentKind] = DocumentKind.RISK_WARNING

    report: WarningReport
    words: tuple[tuple[str, str], ...]
    record_hash: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether nobody has approved it."""
        return not self.record_hash


def warning_paper(page: WarningPage, policy: Policy, texts: Texts) -> RiskWarning:
    """The paper of a warning as it stands: a draft without number until it is approved."""
    row = page.row
    return RiskWarning(
        centre_name=policy.hall.full_name,
        number=row.number or texts.get("papers.risk_warning.unnumbered"),
        issued_on=hall_date(row.decided_at) if row.number and row.decided_at else row.day,
        phone=policy.hall.phone,
        report=page.report,
        words=page.words,
        record_hash=page.content_hash,
    )


def risk_warning(given: RiskWarning, texts: Texts) -> Document:
    """Describe 风险预警报告."""
    paper = _Paper(given, texts)
    document = paper.sheet.notice(paper.title(), paper.blocks())
    return replace(document, stamp=paper.sheet.say("stamp")) if given.is_draft else document


class _Paper:
    """One report on its way."""

    def __init__(self, given: RiskWarning, texts: Texts) -> None:
        self._given, self._report = given, given.report
        self.sheet, self.words = Sheet(given, texts), WarningWords(given.report, given.words, texts)

    def title(self) -> str:
        """Broken before what it is about, so that no word is."""
        area = self._report.area_name
        if group := self._report.group_name:
            return self.sheet.say("title_of_kind", area=area, group=group)
        return self.sheet.say("title" if len(area) <= _NAME_IN_ONE_LINE else "title_long", area=area)

    def blocks(self) -> Iterator[Block]:
        """All of it."""
        sheet = self.sheet
        yield Centred(sheet.say("trial"), _TRIAL_PT, bold=False)
        yield Gap(4)
        for number, section in enumerate(Section, 1):
            head = sheet.a4("numbered", number=sheet.ordinal(number), text=self.words.head(section))
            yield Paragraph(head, Ink.HEADING)
            told = self.words.of(section)
            for text in sheet.items(told) if section is Section.SUGGESTIONS else told:
                yield Paragraph(text)
            yield from self._shown(section)
        yield sheet.closing()

    def _shown(self, section: Section) -> Iterator[Block]:
        """The table or chart of a section; none where there is nothing to show."""
        report, say = self._report, self.sheet.say
        match section:
            case Section.OVERVIEW:
                yield self._overview()
                yield Paragraph(self._method(), Ink.NOTE)
                yield self._trend()
            case Section.INDEX:
                yield self._terms()
                version = self.words.day(date.fromisoformat(report.policy_version))
                yield Paragraph(say("method_index", version=version), Ink.NOTE)
                yield Gap(2)
            case Section.AREAS:
                yield from self._bars(say("areas"), report.areas, report.areas_rest)
            case Section.TYPES:
                yield from self._bars(say("types"), report.types, report.types_rest)
            case Section.HOT_SPOTS if report.hot_spots:
                yield self._hot_spots()
                yield Paragraph(say("hot_note"), Ink.NOTE)
                yield Gap(2)
            case Section.OVERDUE if report.overdue_units:
                yield self._units()
            case _:
                pass

    def _overview(self) -> Form:
        say, now, before = self.sheet.say, self._report.window, self._report.before
        heads = _heads(say("figure"), say("now"), say("before"), say("change"))
        rows = [
            self._counted("received", now.received, before.received),
            self._counted("accepted", now.accepted, before.accepted),
            self._counted("closed", now.closed, before.closed),
            self._counted("resolved", now.resolved, before.resolved),
            self._shared("resolved_rate", _resolved(now), _resolved(before)),
            self._shared("in_time_rate", _in_time(now), _in_time(before)),
            self._shared("content_rate", _content(now), _content(before)),
            _row(
                say("median"),
                _days(now),
                _days(before),
                self.words.days_changed(now.median_workdays, before.median_workdays),
            ),
        ]
        return Form(_OVERVIEW, (heads, *rows), head_rows=1, whole=True)

    def _counted(self, key: str, now: int, before: int) -> Row:
        return _row(self.sheet.say(key), str(now), str(before), self.words.change(now, before))

    def _shared(self, key: str, now: tuple[int, int], before: tuple[int, int]) -> Row:
        """A share of few says little, and is told as what it is made of."""
        few = self._report.small_sample
        shown = [
            percent(*pair) if pair[1] >= few else f"{pair[0]}/{pair[1]}" if pair[1] else NOTHING
            for pair in (now, before)
        ]
        return _row(self.sheet.say(key), *shown, self.words.share_changed(now, before))

    def _trend(self) -> TrendChart:
        say = self.sheet.say
        return TrendChart(
            say("trend"),
            (say("trend_received"), say("trend_ended"), say("trend_stock")),
            tuple(
                TrendPoint(self._week(week.first_day), week.received, week.ended, week.stock)
                for week in self._report.weeks
            ),
        )

    def _week(self, day: date) -> str:
        return self.sheet.say("week", month=day.month, day=day.day)

    def _terms(self) -> Form:
        say = self.sheet.say
        rows = [
            Row(
                (
                    Cell(say("term_name", name=self.words.say(f"term.{one.term}"), term=one.term)),
                    Cell(self.words.value(one), centred=True),
                    Cell(say("percent", percent=one.weight_percent), centred=True),
                    Cell(self.words.why(one)),
                )
            )
            for one in self._report.terms
        ]
        heads = _heads(say("term"), say("value"), say("weight"), say("why"))
        return Form(_TERMS, (heads, *rows), head_rows=1, whole=True)

    def _bars(self, title: str, rows: tuple[CountRow, ...], rest: int) -> Iterator[Block]:
        say = self.sheet.say
        note = say("rest", count=rest) if rest else ""
        if rows:
            lines = tuple(BarLine(row.name, row.now, row.before, strong=row.is_own) for row in rows)
            yield BarChart(title, (say("now"), say("before")), lines, note)
        elif note:
            yield Paragraph(note, Ink.NOTE)

    def _hot_spots(self) -> Form:
        say = self.sheet.say
        heads = _heads(*(say(f"hot_{name}") for name in ("area", "group", "count", "mean", "z")))
        rows = [
            Row(
                (
                    Cell(one.area_name),
                    Cell(one.group_name),
                    Cell(str(one.count), centred=True),
                    Cell(tenths(one.mean_tenths), centred=True),
                    Cell(tenths(one.z_tenths), centred=True),
                )
            )
            for one in self._report.hot_spots
        ]
        return Form(_HOT_SPOTS, (heads, *rows), head_rows=1)

    def _units(self) -> Form:
        say = self.sheet.say
        heads = _heads(say("unit"), say("unit_open"), say("unit_overdue"), say("unit_rate"))
        rows = [
            _row(one.name, str(one.open), str(one.overdue), percent(one.overdue, one.open))
            for one in self._report.overdue_units
        ]
        return Form(_UNITS, (heads, *rows), head_rows=1, whole=True)

    def _method(self) -> str:
        """Of what, as of when, from where; of an approved one also the digest that the hall keeps."""
        report, words, record = self._report, self.words, self._given.record_hash
        told = self.sheet.say(
            "method_counts",
            first=words.day(report.first_day),
            last=words.day(report.last_day),
            before_first=words.day(report.before_first_day),
            before_last=words.day(report.before_last_day),
            source=words.say(f"source.{report.source}"),
            as_of=words.moment(report.as_of),
            few=report.small_sample,
        )
        return told + self.sheet.say("record", hash=shown_hash(record)) if record else told


def _heads(*names: str) -> Row:
    return Row(tuple(Cell(name, label=True) for name in names))


def _row(name: str, *values: str) -> Row:
    return Row((Cell(name), *(Cell(value, centred=True) for value in values)))


def _resolved(counts: WindowCounts) -> tuple[int, int]:
    return counts.resolved, counts.accepted


def _in_time(counts: WindowCounts) -> tuple[int, int]:
    return counts.closed_in_time, counts.closed


def _content(counts: WindowCounts) -> tuple[int, int]:
    return counts.content, counts.evaluated


def _days(counts: WindowCounts) -> str:
    return NOTHING if counts.median_workdays is None else str(counts.median_workdays)
