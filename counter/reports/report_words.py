"""Reports in words and plots: the same description for the page, the PDF and the CSV. Pure."""

from datetime import date, datetime

from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.queue.queue_statistics import Cut, Figures, QueueReport
from cases.queue.work_statistics import AttendanceReport, PersonWork
from cases.texts import Texts
from printing.reports.report import (
    BandPlot,
    BarPlot,
    Block,
    Figure,
    Ranged,
    ReportDocument,
    SharePlot,
    Table,
    scale_top,
)
from printing.reports.report import Figures as FigureRow

_MINUTE = 60.0
_HOUR = 3600.0
TABLES = ("desk", "queue", "hour", "day")
QUEUE_DEFINITIONS = ("wait", "service", "percentile", "left", "no_shows", "estimate", "priority")
ATTENDANCE_DEFINITIONS = ("attendance", "service")
_COLUMNS = (
    "tickets",
    "served",
    "wait_p50",
    "wait_p90",
    "service_p50",
    "service_p90",
    "no_shows",
    "transferred",
    "left",
    "left_over",
    "cancelled",
    "priority",
    "estimate_error",
)


class Words:
    """One report's words, in one hall's policy."""

    def __init__(self, policy: Policy, texts: Texts) -> None:
        self._policy, self._texts = policy, texts

    # The queue.

    def figures(self, total: Figures) -> FigureRow:
        """What comes first."""
        share = total.abandoned_share
        named = {
            "tickets": str(total.tickets),
            "served": str(total.served),
            "wait": self._pair(total.wait_p50_s, total.wait_p90_s),
            "service": self._pair(total.service_p50_s, total.service_p90_s),
            "abandoned": self._t("figure.none")
            if share is None
            else self._t("figure.share", count=total.left + total.left_over, percent=percent_text(share)),
            "priority": str(total.priority),
        }
        labels = {"wait": "figure.wait", "service": "figure.service", "abandoned": "figure.abandoned"}
        return FigureRow(
            figures=tuple(
                Figure(label=self._t(labels.get(name, f"figure.{name}")), value=value)
                for name, value in named.items()
            )
        )

    def waits(self, report: QueueReport) -> BandPlot:
        """Waits by the hour in which people came."""
        points = tuple(
            Ranged(
                label=str(int(cut.key)),
                middle=_minutes(cut.figures.wait_p50_s),
                high=_minutes(cut.figures.wait_p90_s),
                note=str(cut.figures.tickets),
            )
            for cut in report.by_hour
        )
        return BandPlot(
            title=self._t("plot.waits"),
            note=self._t("plot.waits_note"),
            points=points,
            top=scale_top([point.high for point in points if point.high is not None]),
            unit=self._t("figure.minutes", minutes="{minutes}"),
        )

    def services(self, report: QueueReport) -> BarPlot:
        """Service by queue."""
        bars = tuple(
            Ranged(
                label=self._queue(cut.key),
                middle=_minutes(cut.figures.service_p50_s),
                high=_minutes(cut.figures.service_p90_s),
                note=str(cut.figures.services),
            )
            for cut in report.by_queue
        )
        return BarPlot(
            title=self._t("plot.service"),
            note=self._t("plot.service_note"),
            bars=bars,
            top=scale_top([bar.high for bar in bars if bar.high is not None]),
        )

    def estimate(self, report: QueueReport) -> SharePlot:
        """What we promised, and what came true."""
        told = report.total.estimate
        title = self._t("plot.estimate")
        if not told.promised or told.mae_s is None or told.bias_s is None:
            return SharePlot(title=title, parts=(), sentences=(self._t("estimate.none"),))
        shares = {"below": told.below_low, "within": told.within, "above": told.above_high}
        sentence = self._t(
            "estimate.sentence",
            promised=told.promised,
            percent=percent_text(told.within / told.promised),
            within=told.within,
            below=told.below_low,
            above=told.above_high,
        )
        error = self._t(
            "estimate.sentence_error",
            mae=_written(told.mae_s),
            way=self._t("estimate.long" if told.bias_s >= 0 else "estimate.short"),
            bias=_written(abs(told.bias_s)),
        )
        return SharePlot(
            title=title,
            parts=tuple(
                (self._t(f"estimate.{name}"), count / told.promised) for name, count in shares.items()
            ),
            sentences=(sentence, error),
            note=self._t("estimate.goal"),
        )

    def priority(self, report: QueueReport) -> SharePlot:
        """Use of 优先, and what it cost the others."""
        told = report.priority
        bound = self._t(
            "priority.bound", most=told.overtaken_max, bound=told.overtaking_bound, at_bound=told.at_bound
        )
        title = self._t("plot.priority")
        if not told.declared:
            return SharePlot(title=title, parts=(), sentences=(self._t("priority.none"), bound))
        names = {category.key: category.name for category in self._policy.hall.priority_categories}
        sentences = [self._t("priority.sentence", declared=told.declared, verified=told.verified)]
        if told.wait_p50_s is not None and told.ordinary_wait_p50_s is not None:
            waits = {"p50": _written(told.wait_p50_s), "ordinary": _written(told.ordinary_wait_p50_s)}
            sentences.append(self._t("priority.waits", **waits))
        return SharePlot(
            title=title,
            parts=tuple((names.get(key, key), count / told.declared) for key, count in told.by_category),
            sentences=(*sentences, bound),
        )

    def table(self, report: QueueReport, name: str) -> Table:
        """The figures of each desk, queue, hour or day."""
        cuts = {
            "desk": report.by_desk,
            "queue": report.by_queue,
            "hour": report.by_hour,
            "day": report.by_day,
        }
        # Tickets that no desk has called have no desk: they stand last.
        told = sorted(cuts[name], key=lambda cut: (not cut.key, cut.key))
        return Table(
            title=self._t(f"table.{name}"),
            head=(self._t(f"table.{name}"), *(self._t(f"table.{column}") for column in _COLUMNS)),
            rows=tuple((self._key(name, cut.key), *_cells(cut)) for cut in told),
        )

    def queue_document(self, report: QueueReport, period: str, now: datetime) -> ReportDocument:
        """The whole report of the queue."""
        blocks: list[Block] = [
            self.figures(report.total),
            self.waits(report),
            self.services(report),
            self.estimate(report),
            self.priority(report),
            *(self.table(report, name) for name in TABLES if name != "day" or len(report.by_day) > 1),
        ]
        return self._document("document.title", period, now, blocks, QUEUE_DEFINITIONS)

    # Attendance.

    def work(self, report: AttendanceReport) -> Table:
        """A line per person."""
        columns = ("name", "role", "days", "hours", "served", "service_mean", "evaluation")
        return Table(
            title=self._t("part.attendance"),
            head=tuple(self._t(f"work.{column}") for column in columns),
            rows=tuple(self._person(person) for person in report.people),
            texts=2,
        )

    def stretches(self, report: AttendanceReport) -> Table:
        """Every 签到 and 签退."""
        rows = [
            (person.name, f"{stretch.day:%Y-%m-%d}", _clock(stretch.in_at), self._out(stretch.out_at))
            for person in report.people
            for stretch in person.stretches
        ]
        head = (self._t("work.name"), self._t("table.day"), self._t("work.in"), self._t("work.out"))
        return Table(title=self._t("work.stretches"), head=head, rows=tuple(rows), texts=2)

    def attendance_document(self, report: AttendanceReport, period: str, now: datetime) -> ReportDocument:
        """Attendance and work of everybody."""
        blocks: list[Block] = [self.work(report), self.stretches(report)]
        return self._document("document.attendance_title", period, now, blocks, ATTENDANCE_DEFINITIONS)

    # Words.

    def period(self, first_day: date, last_day: date) -> str:
        """2026-11-23（周一）, or from when to when."""
        if first_day == last_day:
            weekday = self._t("period.weekdays")[first_day.weekday()]
            return self._t("period.one_day", day=first_day.isoformat(), weekday=weekday)
        return self._t("period.days", first=first_day.isoformat(), last=last_day.isoformat())

    def _document(
        self, title: str, period: str, now: datetime, blocks: list[Block], definitions: tuple[str, ...]
    ) -> ReportDocument:
        return ReportDocument(
            centre=self._policy.hall.full_name,
            title=self._t(title),
            period=period,
            printed=self._t("document.printed", at=f"{hall_time(now):%Y-%m-%d %H:%M}"),
            blocks=tuple(blocks),
            definitions_title=self._t("document.definitions"),
            definitions=tuple(self._t(f"document.{name}") for name in definitions),
            page=self._t("document.page", page="{page}", pages="{pages}"),
        )

    def _person(self, person: PersonWork) -> tuple[str, ...]:
        mean = person.evaluation_mean
        return (
            person.name,
            self._role(person.role),
            str(person.days),
            f"{person.on_duty_s / _HOUR:.1f}",
            str(person.served),
            _written(person.service_mean_s) if person.service_mean_s is not None else self._t("figure.none"),
            self._t("work.evaluation_few") if mean is None else f"{mean:.1f}",
        )

    def _role(self, role: str) -> str:
        try:
            return self._texts.get(f"counter_desk.role.{role}") if role else ""
        except KeyError:
            return role

    def _out(self, at: datetime | None) -> str:
        return self._t("work.on_duty") if at is None else _clock(at)

    def _key(self, name: str, key: str) -> str:
        if name == "queue":
            return self._queue(key)
        if name == "desk":
            return str(int(key)) if key else self._t("table.desk_none")
        return str(int(key)) if name == "hour" else key

    def _queue(self, letter: str) -> str:
        found = next((queue for queue in self._policy.hall.queues if queue.letter == letter), None)
        return found.name if found else letter

    def _pair(self, p50_s: float | None, p90_s: float | None) -> str:
        if p50_s is None or p90_s is None:
            return self._t("figure.none")
        return self._t("figure.pair", p50=_written(p50_s), p90=_written(p90_s))

    def _t(self, key: str, **facts: object) -> str:
        return self._texts.get(f"reports.{key}", **facts)


def _cells(cut: Cut) -> tuple[str, ...]:
    told = cut.figures
    seconds = (told.wait_p50_s, told.wait_p90_s, told.service_p50_s, told.service_p90_s)
    error_s = told.estimate.mae_s
    counts = (told.no_shows, told.transferred, told.left, told.left_over, told.cancelled, told.priority)
    return (
        str(told.tickets),
        str(told.served),
        *("" if value is None else _written(value) for value in seconds),
        *(str(count) for count in counts),
        "" if error_s is None else _written(error_s),
    )


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / _MINUTE


def _written(seconds: float) -> str:
    """Minutes with one decimal below ten, whole above."""
    minutes = seconds / _MINUTE
    return f"{minutes:.1f}" if minutes < 10 else f"{minutes:.0f}"  # noqa: PLR2004  two digits say enough


def percent_text(share: float) -> str:
    """0.9045 as 90.4, without the sign."""
    return f"{share * 100:.1f}"


def _clock(at: datetime) -> str:
    return f"{hall_time(at):%H:%M}"
