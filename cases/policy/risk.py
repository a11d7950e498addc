"""risk.toml and population.csv: the risk index's window, weights and levels; how many people live where.

A formula that is ours (试行、内部参考) until somebody approves one; every number of it stands here (domain.md §9.2).
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from cases.advice.grade import CaseGrade
from cases.people.place import Places
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file
from cases.risk.risk_level import RiskLevel

_COLUMNS = 4
_NEAR = 1e-9


class Instead(StrEnum):
    """What an area without a number of people is compared with."""

    OWN_YEAR = "own_year"  # its own mean of the year before
    SILENT = "silent"  # nothing: the term is left out


class HeadCount(StrEnum):
    """How far a number of people can be believed."""

    VERIFIED = "verified"  # the client has signed it off
    SECONDHAND = "secondhand"  # told by somebody who read the notice
    DERIVED = "derived"  # a difference of others
    MISSING = "missing"


class RiskWeights(Part):
    """Of the six terms V, S, O, D, R, G; together 1."""

    volume: float = Field(ge=0, le=1)
    severity: float = Field(ge=0, le=1)
    overdue: float = Field(ge=0, le=1)
    dissatisfied: float = Field(ge=0, le=1)
    repeat: float = Field(ge=0, le=1)
    growth: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if abs(sum(getattr(self, key) for key in RiskWeights.model_fields) - 1) > _NEAR:
            raise Mistake("volume", "六项权重加起来应当是 1")
        return self


class SeverityPolicy(Part):
    """How heavy a matter weighs by its grade or by how many people it has (事件规模), whichever weighs more."""

    simple: int = Field(ge=1)
    ordinary: int = Field(ge=1)
    difficult: int = Field(ge=1)
    ordinary_parties: int = Field(ge=2)
    difficult_parties: int = Field(ge=2)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.simple <= self.ordinary <= self.difficult:
            raise Mistake("ordinary", "越难的应当越重")
        if self.difficult_parties <= self.ordinary_parties:
            raise Mistake("difficult_parties", "应当多于 ordinary_parties")
        return self

    def of(self, grade: str | None, parties: int | None) -> int:
        """Without a grade a matter weighs as a simple one, unless it has many people."""
        by_grade = {CaseGrade.ORDINARY: self.ordinary, CaseGrade.DIFFICULT: self.difficult}
        weight = by_grade.get(CaseGrade(grade), self.simple) if grade else self.simple
        if (parties or 0) >= self.difficult_parties:
            return self.difficult
        return max(weight, self.ordinary) if (parties or 0) >= self.ordinary_parties else weight


class ShrunkPolicy(Part):
    """A share of few is drawn towards `bad` ÷ `rated`."""

    bad: int = Field(ge=0)
    rated: int = Field(ge=1)

    @model_validator(mode="after")
    def _is_a_share(self) -> Self:
        if self.bad > self.rated:
            raise Mistake("bad", "不能大于 rated")
        return self


class LevelsPolicy(Part):
    """From these on (included) an index has a level; below all of them it is 低."""

    medium: float = Field(gt=0, le=100)
    high: float = Field(gt=0, le=100)
    extreme: float = Field(gt=0, le=100)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not self.medium < self.high < self.extreme:
            raise Mistake("high", "三条界线应当一条比一条高")
        return self


class HotSpotPolicy(Part):
    """Area × type whose last seven days stand `z` deviations above the mean of its own weeks before."""

    weeks: int = Field(ge=4, le=52)
    z: float = Field(gt=0)
    count_min: int = Field(ge=1)  # fewer matters in a week are no hot spot


class RiskPolicy(PolicyFile):
    """All of the index. Days are calendar days."""

    window_days: int = Field(ge=7, le=90)
    year_days: int = Field(ge=90, le=731)
    year_days_min: int = Field(ge=30)
    growth_windows: int = Field(ge=1, le=12)
    few: int = Field(ge=1)
    volume_full_times: float = Field(gt=1)
    without_population: Instead = Field(strict=False)
    repeat_days: int = Field(ge=1)
    hysteresis: float = Field(ge=0, le=20)
    history_weeks: int = Field(ge=1, le=156)
    warn_from: RiskLevel = Field(strict=False)
    warn_excess: float = Field(ge=0)  # deviations above what the place has itself
    warn_excess_slack: float = Field(ge=0)
    weights: RiskWeights
    severity: SeverityPolicy
    dissatisfied_shrunk: ShrunkPolicy
    levels: LevelsPolicy
    hot_spot: HotSpotPolicy

    @model_validator(mode="after")
    def _enough_days(self) -> Self:
        if self.year_days_min > self.year_days:
            raise Mistake("year_days_min", "不能大于 year_days")
        if self.warn_from is RiskLevel.LOW:
            raise Mistake("warn_from", "“低”不是预警")
        return self


@dataclass(frozen=True, slots=True)
class Population:
    """People by area, 9 or 6 digits; an area that has none here has no number. `status` says how good each is."""

    people: Mapping[str, int]
    status: Mapping[str, HeadCount]

    def of(self, area: str) -> int | None:
        """None: nobody has said."""
        return self.people.get(area)


def parse_risk(text: str, file: str) -> RiskPolicy:
    """risk.toml as its model. Raises PolicyError."""
    return parse_file(RiskPolicy, text, file)


def parse_population(text: str, file: str, places: Places) -> Population:
    """population.csv (code, people or nothing, status, source): every area of ours at most once. Raises PolicyError."""
    people: dict[str, int] = {}
    status: dict[str, HeadCount] = {}
    for line, (code, number, how, source) in _rows(text, file):
        if places.name(code) is None:
            raise PolicyError(file, line, f"没有 {code} 这个地区")
        if code in status:
            raise PolicyError(file, line, f"{code} 写了两次")
        if how not in set(HeadCount):
            raise PolicyError(file, line, f"第三列只能是 {'、'.join(HeadCount)} 之一")
        status[code] = HeadCount(how)
        if (status[code] is HeadCount.MISSING) is not (number == ""):
            raise PolicyError(file, line, "没有人口数就写 missing，有就要写清来历")
        if number:
            if not (number.isascii() and number.isdigit() and int(number)):
                raise PolicyError(file, line, "第二列应当是人数，大于零的整数")
            if not source.strip():
                raise PolicyError(file, line, "有人口数就要写来源")
            people[code] = int(number)
    return Population(people, status)


def _rows(text: str, file: str) -> Iterator[tuple[str, list[str]]]:
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        line = f"第 {number} 行"
        if len(row) != _COLUMNS:
            raise PolicyError(file, line, f"应当有 {_COLUMNS} 列，现在有 {len(row)} 列")
        yield line, row
