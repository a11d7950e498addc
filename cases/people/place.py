"""Places down to the town: the banners (旗县区) of Tongliao and their towns (苏木乡镇街道), domain.md §5."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from cases.policy.policy_file import PolicyError

# GB/T 2260, in the standard's order; 150571 is a statistical unit inside 科尔沁区.
BANNER_NAMES = {
    "150502": "科尔沁区",
    "150521": "科尔沁左翼中旗",
    "150522": "科尔沁左翼后旗",
    "150523": "开鲁县",
    "150524": "库伦旗",
    "150525": "奈曼旗",
    "150526": "扎鲁特旗",
    "150571": "通辽经济技术开发区",
    "150581": "霍林郭勒市",
}
_COLUMNS = 5
BANNER_DIGITS, TOWN_DIGITS = 6, 9


@dataclass(frozen=True, slots=True)
class Town:
    """A township-level unit: 9-digit statistical code; its banner is the first six digits of `banner`."""

    code: str
    name: str
    banner: str


@dataclass(frozen=True, slots=True)
class Banner:
    """A banner, county, district or county-level city with its towns in the order of their codes."""

    code: str
    name: str
    towns: tuple[Town, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """All banners, the hall's own first."""

    banners: tuple[Banner, ...]

    def banner(self, code: str) -> Banner | None:
        """The banner of a 6-digit code."""
        return next((banner for banner in self.banners if banner.code == code), None)

    def town(self, code: str) -> Town | None:
        """The town of a 9-digit code."""
        return next((town for banner in self.banners for town in banner.towns if town.code == code), None)

    def name(self, code: str) -> str | None:
        """In words: 「科尔沁区大林镇」 for 9 digits, 「科尔沁区」 for 6, None for a code that is not ours."""
        if banner := self.banner(code):
            return banner.name
        town = self.town(code)
        parent = town and self.banner(town.banner)
        return f"{parent.name}{town.name}" if town and parent else None


def parse_places(text: str, file: str, home_banner: str) -> Places:
    """townships.csv (code, name, banner, province, city) with `home_banner` first. Raises PolicyError."""
    towns: list[Town] = []
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        line = f"第 {number} 行"
        if len(row) != _COLUMNS:
            raise PolicyError(file, line, f"应当有 {_COLUMNS} 列，现在有 {len(row)} 列")
        code, name, banner, *_ = row
        if len(code) != TOWN_DIGITS or not (code.isascii() and code.isdigit()) or not name:
            raise PolicyError(file, line, "应当以 9 位代码和名称开头")
        if banner not in BANNER_NAMES or not code.startswith(banner):
            raise PolicyError(file, line, f"{code} 与旗县区代码 {banner} 对不上")
        if any(code == town.code for town in towns):
            raise PolicyError(file, line, f"{code} 写了两次")
        towns.append(Town(code, name, banner))
    return Places(tuple(_banners(towns, home_banner, file)))


def _banners(towns: list[Town], home_banner: str, file: str) -> Iterable[Banner]:
    for code in sorted(BANNER_NAMES, key=lambda c: (c != home_banner, c)):
        mine = tuple(sorted((t for t in towns if t.banner == code), key=lambda t: t.code))
        if not mine:
            raise PolicyError(file, code, f"{BANNER_NAMES[code]}一个乡镇也没有")
        yield Banner(code, BANNER_NAMES[code], mine)
