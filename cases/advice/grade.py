"""Grades of a matter (简易、一般、疑难) and levels of the house (四级联调), each in order (domain.md §3.1, §1.4)."""

from enum import StrEnum


class CaseGrade(StrEnum):
    """How hard a matter is; decides limits and who leads."""

    SIMPLE = "simple"  # 简易
    ORDINARY = "ordinary"  # 一般
    DIFFICULT = "difficult"  # 疑难

    @property
    def rank(self) -> int:
        """0 for SIMPLE; the higher, the harder."""
        return list(CaseGrade).index(self)


class Level(StrEnum):
    """Where a matter is dealt with: a matter goes up one level at a time, with a reason."""

    VILLAGE = "village"  # 嘎查村、社区
    TOWN = "town"  # 苏木乡镇、街道
    BANNER = "banner"  # 旗县市区
    CITY = "city"  # 市

    @property
    def rank(self) -> int:
        """0 for VILLAGE; the higher, the farther from home."""
        return list(Level).index(self)
