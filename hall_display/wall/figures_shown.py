"""The figures of the public wall in words: steps, KPIs, types, trend, areas, and how old each is (domain.md §9.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from cases.figures.kpis import BY_ID, KpiUnit
from cases.figures.public import TOLD_EVERY
from cases.hall_time import hall_time
from cases.texts import Texts
from cases.views import WallNotice, WallView
from cases.views_figures import AreaMap, KpiBoard, KpiValue, StepsView, TopTypes, TrendView
from hall_display.map.drawing import Drawing
from hall_display.map.map_shown import BannerShown, banner_rows, tile_rows
from hall_display.plots.bars_shown import BarShown, type_bars
from hall_display.plots.trend_shown import TrendShown, trend_shown

PARTICIPATION = "participation_rate"
AGED = ("lights", "steps", "kpis", "types", "trend", "areas")
"""Sections of a wall's view whose figures have a time of their own."""
TOLD_HOURLY = frozenset({"types", "areas"})
STEPS = ("intake", "routing", "handling", "feedback", "evaluation")  # 录入 分流 办理 反馈 评价
WEEK = 7
_UNITS = (("days", timedelta(days=1)), ("hours", timedelta(hours=1)), ("minutes", timedelta(minutes=1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A line of a panel: `value` is text, because what is hidden or unknown has a word or a dash.

    `note`: how it is reckoned.
    """

    key: str
    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow(FigureRow):
    """A banner in the list. `number`: the one that it has on the map, "" for what has no outline."""

    number: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """大屏通知: a public sentence."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeShown:
    """When a panel's figures were made. Old ones stand in grey and say how long it is ago."""

    words: str = ""
    is_old: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresShown:
    """All panels of figures; an empty tuple is a panel with nothing to show. `ages` by the panel's name."""

    steps: tuple[FigureRow, ...] = ()
    kpis: tuple[FigureRow, ...] = ()
    types: tuple[BarShown, ...] = ()
    types_total: str = ""
    types_none: str = ""  # why there is no bar
    trend: tuple[FigureRow, ...] = ()
    plot: TrendShown = field(default_factory=TrendShown)
    areas: tuple[AreaRow, ...] = ()
    banners: tuple[BannerShown, ...] = ()
    areas_total: str = ""
    notices: tuple[NoticeRow, ...] = ()
    ages: dict[str, AgeShown] = field(default_factory=dict)
    # Of what these words were made: not shown, and no part of what is compared.
    told: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    of_how: "FiguresHow | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresHow:
    """What the layout wants: which KPIs (「year.resolution_rate」), from which age on figures are old; and the map."""

    drawing: Drawing
    kpi_names: tuple[str, ...] = ()
    stale_after: timedelta = timedelta.max

    def stale_after_of(self, panel: str) -> timedelta:
        """What the hall tells once an hour is an hour older before it is late."""
        if panel not in TOLD_HOURLY or self.stale_after == timedelta.max:
            return self.stale_after
        return self.stale_after + TOLD_EVERY


def figures_shown(
    view: WallView | None, how: FiguresHow, texts: Texts, now: datetime, before: FiguresShown | None = None
) -> FiguresShown:
    """The figures at an instant of the hall's clock.

    `before`: what was made of the view before. A section that is the very same is not put into words again: a busy
    hall tells its wall of a call ten times a second, and of its types once a minute.
    """
    if view is None:
        return FiguresShown()
    told = {name: getattr(view, name) for name in AGED}
    ages = {
        name: age(told[name].as_of, how.stale_after_of(name), texts, now)
        for name in AGED
        if told[name] is not None
    }
    notices = _notices(view.wall_notices, now)
    known = before if before is not None and before.of_how is how else FiguresShown()
    shown = replace(known, notices=notices, ages=ages, told=told, of_how=how)

    def is_new(name: str) -> bool:
        return name not in known.told or known.told[name] is not told[name]

    if is_new("steps"):
        shown = replace(shown, steps=_steps(view.steps, texts))
    if is_new("kpis"):
        shown = replace(shown, kpis=_kpis(view.kpis, how.kpi_names, texts))
    if is_new("types"):
        total = texts.get("wall.types.total", total=view.types.total) if view.types else ""
        few = "wall.types.few" if view.types and view.types.total else "wall.nothing"
        shown = replace(shown, types=_types(view.types, texts), types_total=total, types_none=texts.get(few))
    if is_new("trend"):
        shown = replace(shown, trend=_trend(view.trend, texts), plot=trend_shown(view.trend, texts))
    if is_new("areas"):
        total = texts.get("wall.areas.total", total=view.areas.total_open) if view.areas else ""
        shown = replace(
            shown,
            areas=_areas(view.areas, how.drawing, texts),
            banners=_banners(view.areas, how.drawing, texts),
            areas_total=total,
        )
    return shown


def age(as_of: datetime, stale_after: timedelta, texts: Texts, now: datetime) -> AgeShown:
    """「截至09:40」, and for old ones how long ago that is."""
    at = f"{hall_time(as_of):%H:%M}"
    past = now - as_of
    if past <= stale_after:
        return AgeShown(words=texts.get("wall.lights.as_of", time=at))
    for key, unit in _UNITS:
        if past >= unit:
            return AgeShown(words=texts.get(f"wall.age.{key}", **{key: past // unit}), is_old=True)
    return AgeShown(words=texts.get("wall.age.minutes", minutes=0), is_old=True)


def _steps(steps: StepsView | None, texts: Texts) -> tuple[FigureRow, ...]:
    if steps is None:
        return ()
    return tuple(
        FigureRow(key=step, name=texts.get(f"wall.steps.{step}"), value=str(count))
        for step, count in zip(STEPS, steps.counts, strict=True)
    )


def _kpis(board: KpiBoard | None, names: Sequence[str], texts: Texts) -> tuple[FigureRow, ...]:
    """Those that the layout names, in its order; one that the hall does not tell is left out."""
    if board is None:
        return ()
    told = {f"{period.period}.{value.kpi}": value for period in board.periods for value in period.values}
    return tuple(_kpi(name, told, texts) for name in names if name in told)


def _kpi(name: str, told: Mapping[str, KpiValue], texts: Texts) -> FigureRow:
    """满意率 never stands without 参评率, of how many it is told (domain.md §9.1)."""
    period, _, kpi = name.partition(".")
    rated = told.get(f"{period}.{PARTICIPATION}")
    return FigureRow(
        key=name,
        name=texts.get(f"wall.kpi.{kpi}.name"),
        value=kpi_words(told[name], texts),
        note=texts.get(
            "wall.kpis.note",
            period=texts.get(f"wall.kpis.{period}"),
            definition=texts.get(f"wall.kpi.{kpi}.how", rated=kpi_words(rated, texts) if rated else ""),
        ),
    )


def kpi_words(told: KpiValue, texts: Texts) -> str:
    """The value with its unit; 「—」 where there is nothing to divide by."""
    if told.value is None:
        return texts.get("wall.lights.unknown")
    match BY_ID[told.kpi].unit:
        case KpiUnit.SHARE:
            return f"{told.value:.1%}"
        case KpiUnit.WORKDAYS:
            return texts.get("wall.kpis.workdays", days=f"{told.value:g}")
        case KpiUnit.MINUTES:
            return texts.get("wall.kpis.minutes", minutes=f"{told.value:.0f}")
        case KpiUnit.COUNT:
            return texts.get(f"wall.kpi.{told.kpi}.count", count=f"{told.value:.0f}")


def _types(types: TopTypes | None, texts: Texts) -> tuple[BarShown, ...]:
    """The most frequent ones; what is hidden says so. `rest` is in the total and has no bar: it is no type."""
    hidden = texts.get("wall.hidden")
    return tuple(bar if bar.is_known else replace(bar, count=hidden) for bar in type_bars(types, texts))


def _trend(trend: TrendView | None, texts: Texts) -> tuple[FigureRow, ...]:
    """减存量、控增量、防变量: stock now and on the first day shown, a week's income, ends and changes for the worse."""
    if trend is None or not trend.days:
        return ()
    days, last_week, week_before = trend.days, trend.days[-WEEK:], trend.days[-2 * WEEK : -WEEK]

    def cases(count: int) -> str:
        return texts.get("wall.trend.count", count=count)

    def week(key: str, now: int, before: int) -> FigureRow:
        note = texts.get("wall.trend.week_before", count=before) if len(week_before) == WEEK else ""
        return FigureRow(key=key, name=texts.get(f"wall.trend.{key}"), value=cases(now), note=note)

    return (
        FigureRow(
            key="stock",
            name=texts.get("wall.trend.stock"),
            value=cases(days[-1].stock),
            note=texts.get("wall.trend.days_ago", days=len(days) - 1, count=days[0].stock),
        ),
        week("received", sum(d.received for d in last_week), sum(d.received for d in week_before)),
        week("ended", sum(d.ended for d in last_week), sum(d.ended for d in week_before)),
        week("worsened", sum(d.worsened for d in last_week), sum(d.worsened for d in week_before)),
    )


def _areas(areas: AreaMap | None, drawing: Drawing, texts: Texts) -> tuple[AreaRow, ...]:
    """Those on the map first, by their numbers; then what has no outline. Overdue ones are no figure of a banner's."""
    if areas is None:
        return ()
    hidden = {line.area for line in areas.lines if line.open is None}
    number = _numbers(drawing)
    rows = [
        AreaRow(
            key=place.code,
            number=number.get(place.code, ""),
            name=place.name,
            value=place.count,
            is_hidden=place.code in hidden,
        )
        for place in tile_rows(areas, texts)
    ]
    return tuple(sorted(rows, key=lambda row: (row.number == "", row.number)))


def _banners(areas: AreaMap | None, drawing: Drawing, texts: Texts) -> tuple[BannerShown, ...]:
    """On the map a banner has its number alone: name and count stand in the list, and what is overdue nowhere."""
    if areas is None:
        return ()
    number = _numbers(drawing)
    return tuple(
        replace(row, name=number[row.code], count="", overdue="", spoken="", spoken_overdue="")
        for row in banner_rows(drawing, areas, texts)
    )


def _numbers(drawing: Drawing) -> dict[str, str]:
    """From north to south, as the map is read."""
    ordered = sorted(drawing.banners, key=lambda drawn: drawn.label_y)
    return {drawn.code: str(number) for number, drawn in enumerate(ordered, 1)}


def _notices(notices: Sequence[WallNotice], now: datetime) -> tuple[NoticeRow, ...]:
    return tuple(NoticeRow(key=n.notice_id, text=n.text) for n in notices if n.until > now)
