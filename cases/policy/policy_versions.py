"""Versions of a policy file: which one holds on a day; gaps and overlaps in `effective_from` are named by file and key.

A kind of file is the name up to its first dot: `deadlines.toml` and `deadlines.2027-01-01.toml` are two
versions of `deadlines`, and a name that says a date must mean it. Calendars have a version of their own for each year.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from cases.deadlines.year_calendar import YearCalendar, parse_year_calendar
from cases.policy.policy_file import PolicyError, PolicyFile

CALENDAR_FOLDER = "calendar/"
_KEY = "effective_from"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

FileT = TypeVar("FileT", bound=PolicyFile)


class NotYetInForce(PolicyError):
    """On that day no version of a file holds yet."""


def kind_of(name: str) -> str:
    """The kind of a policy file by its name: `roster.2027-01-01.toml` is a version of `roster`."""
    return name.split(".", maxsplit=1)[0]


def newest(
    files: Mapping[str, str], kind: str, parse: Callable[[str, str], FileT], day: date | None
) -> FileT:
    """The version that holds. Raises PolicyError."""
    return holding(files, kind, parse, day)[1]


def holding(
    files: Mapping[str, str], kind: str, parse: Callable[[str, str], FileT], day: date | None
) -> tuple[str, FileT]:
    """The version that holds on `day` (None: the latest), with its file. Raises PolicyError.

    Every version is parsed, so that next year's mistake is found today.
    """
    names = sorted(name for name in files if name.endswith(".toml") and kind_of(name) == kind)
    if not names:
        raise PolicyError(f"{kind}.toml", "文件", "缺少这个文件")
    versions = [(name, _dated(parse(files[name], name), name)) for name in names]
    by_start = _by_start(versions)
    starts = [start for start in by_start if day is None or start <= day]
    if not starts:
        raise NotYetInForce(names[0], _KEY, f"{day} 这一天还没有版本生效")
    return by_start[max(starts)]


def year_calendars(files: Mapping[str, str], day: date | None) -> tuple[YearCalendar, ...]:
    """All annual notices that hold on `day` (None: all). Raises PolicyError, also where there is none at all.

    A year whose notice does not hold yet, or was withdrawn, is counted by weekends and said to be so.
    """
    names = sorted(name for name in files if name.startswith(CALENDAR_FOLDER))
    if not names:
        raise PolicyError(CALENDAR_FOLDER, "文件", "一个年份的工作日历也没有")
    by_year: dict[int, list[tuple[str, YearCalendar]]] = {}
    for name in names:
        calendar = _dated(parse_year_calendar(files[name], name), name)
        if kind_of(name) != f"{CALENDAR_FOLDER}{calendar.year}":
            raise PolicyError(name, "year", f"写的是 {calendar.year} 年，和文件名不一致")
        by_year.setdefault(calendar.year, []).append((name, calendar))
    versions = [version for of_year in by_year.values() for _, version in _by_start(of_year).values()]
    return tuple(version for version in versions if day is None or version.effective_from <= day)


def _dated(parsed: FileT, name: str) -> FileT:
    """The file, if a date in its name is the one that it holds from."""
    said = name.removesuffix(".toml").removeprefix(f"{kind_of(name)}.")
    if _DATE.fullmatch(said) and said != parsed.effective_from.isoformat():
        raise PolicyError(name, _KEY, f"写的是 {parsed.effective_from}，和文件名里的日期不一致")
    return parsed


def _by_start(versions: list[tuple[str, FileT]]) -> dict[date, tuple[str, FileT]]:
    by_start: dict[date, tuple[str, FileT]] = {}
    for name, version in versions:
        if version.effective_from in by_start:
            raise PolicyError(name, _KEY, f"{version.effective_from} 已经有另一个版本")
        by_start[version.effective_from] = (name, version)
    return by_start
