"""imports.toml and imports/*.toml: how lists of others are read, with a mapping for each kind (issue 5, Sources).

A mapping says which column is which field, how its words become our codes, and how its dates are written.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, Strict, model_validator

from cases.matter.category import CategoriesPolicy
from cases.matter.dispute_type import DisputeType
from cases.matter.source import IMPORTED, Source
from cases.normal_form import normal
from cases.people.place import Places
from cases.policy.policy_file import Mistake, PolicyError, PolicyFile, parse_file
from cases.policy.policy_versions import kind_of, newest

LIMITS = "imports"
FOLDER = "imports/"
YES, NO = "yes", "no"
_DIRECTIVES = re.compile(r"%.?")
_ALLOWED = frozenset({"%Y", "%m", "%d", "%H", "%M", "%S"})
_NEEDED = ("%Y", "%m", "%d")


class ImportField(StrEnum):
    """What a column can be."""

    EXTERNAL_ID = "external_id"  # the sender's own number of the matter
    RECEIVED_AT = "received_at"  # when it was written or handed down; local time
    DEMANDED_BY = "demanded_by"  # 要求办结日期
    IS_KEY = "is_key"  # 上级重点交办
    PRIOR_RULING = "prior_ruling"  # 已有终局结论 (domain.md §3.1)
    SENT_BY = "sent_by"  # 交办单位
    CATEGORY = "category"
    DISPUTE_TYPE = "dispute_type"
    TOWN = "town"
    HAPPENED_ON = "happened_on"
    PARTY_COUNT = "party_count"
    AMOUNT = "amount"
    LANGUAGE = "language"
    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    ADDRESS = "address"
    OTHER_SIDE = "other_side"
    STORY = "story"  # the citizen's own words
    SUMMARY = "summary"  # the sender's
    DEMAND = "demand"
    PLACE_DETAIL = "place_detail"
    UNITS = "units"
    EVIDENCE = "evidence"
    REFERRER = "referrer"


JOINED = frozenset({ImportField.STORY, ImportField.SUMMARY, ImportField.DEMAND, ImportField.EVIDENCE})
"""Several columns may be one of these: their texts stand below each other."""
CODED = frozenset({ImportField.CATEGORY, ImportField.DISPUTE_TYPE, ImportField.TOWN, ImportField.LANGUAGE,
                   ImportField.IS_KEY, ImportField.PRIOR_RULING})  # fmt: skip
Column = Annotated[ImportField, Strict(strict=False)]


class ImportLimits(PolicyFile):
    """What a file may be at most: beyond it somebody has sent the wrong file, or a bomb."""

    file_bytes_max: int = Field(ge=1_000)
    unpacked_bytes_max: int = Field(ge=1_000)
    rows_max: int = Field(ge=1)
    columns_max: int = Field(ge=1, le=1_000)
    head_within_rows: int = Field(ge=1, le=50)
    line_chars_max: int = Field(ge=1)
    text_chars_max: int = Field(ge=1, le=2_000)
    cell_chars_max: int = Field(ge=1)
    problems_shown_max: int = Field(ge=1)


class ImportMapping(PolicyFile):
    """One kind of list. `values`: our code for each word of a coded column; `defaults`: where a list says nothing."""

    name: str = Field(min_length=1)
    from_: Annotated[Source, Strict(strict=False)] = Field(alias="from")
    columns: dict[str, Column] = Field(min_length=1)
    required: tuple[Column, ...] = Field(min_length=1)
    date_formats: tuple[str, ...] = Field(min_length=1)
    amount_unit: Literal["yuan", "wan_yuan"] = "yuan"
    values: dict[Column, dict[str, str]] = Field(default_factory=dict)
    defaults: dict[Column, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_of_one_piece(self) -> Self:
        if self.from_ not in IMPORTED:
            raise Mistake("from", f"只能是 {'、'.join(sorted(IMPORTED))} 之一")
        keys = [heading_key(heading) for heading in self.columns]
        if len(set(keys)) != len(keys) or "" in keys:
            raise Mistake("columns", "有列名重复或者是空的")
        for field in self.required:
            if field not in self.columns.values():
                raise Mistake("required", f"{field} 没有对应的列")
        for text in self.date_formats:
            found = _DIRECTIVES.findall(text)
            if set(found) - _ALLOWED or any(found.count(part) != 1 for part in _NEEDED):
                raise Mistake(
                    "date_formats", f"{text} 里年月日要各有一次，只能用 {'、'.join(sorted(_ALLOWED))}"
                )
        for table in ("values", "defaults"):
            for field in getattr(self, table):
                if field not in CODED:
                    raise Mistake(f"{table}.{field}", "这一项不是代码，不能这样写")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportsPolicy:
    """The limits, and all mappings by the name of their file: `message_board`."""

    limits: ImportLimits
    mappings: Mapping[str, ImportMapping]


def heading_key(heading: str) -> str:
    """What a heading is compared by: blanks, width and the star of a required column are no difference."""
    narrow = normal("NFKC", heading)
    return "".join(narrow.split()).strip("*:").lower()


def build_imports(files: Mapping[str, str], day: date | None) -> ImportsPolicy:
    """The versions that hold. Raises PolicyError."""
    kinds = sorted({kind_of(name) for name in files if name.startswith(FOLDER)})
    return ImportsPolicy(
        limits=newest(files, LIMITS, lambda text, file: parse_file(ImportLimits, text, file), day),
        mappings={kind.removeprefix(FOLDER): newest(files, kind, parse_mapping, day) for kind in kinds},
    )


def parse_mapping(text: str, file: str) -> ImportMapping:
    """A mapping file as its model. Raises PolicyError."""
    return parse_file(ImportMapping, text, file)


def check_imports(
    imports: ImportsPolicy, categories: CategoriesPolicy, types: Mapping[str, DisputeType], places: Places
) -> None:
    """Every code that a mapping gives must be one of ours. Raises PolicyError."""
    known: dict[ImportField, Iterable[str]] = {
        ImportField.CATEGORY: [category.id for category in categories.categories],
        ImportField.DISPUTE_TYPE: types,
        ImportField.TOWN: [code for b in places.banners for code in (b.code, *(t.code for t in b.towns))],
        ImportField.LANGUAGE: ("zh", "mn"),
        ImportField.IS_KEY: (YES, NO),
        ImportField.PRIOR_RULING: (YES, NO),
    }
    for name, mapping in imports.mappings.items():
        given = [("defaults", field, code) for field, code in mapping.defaults.items()]
        given += [(f"values.{f}", f, code) for f, words in mapping.values.items() for code in words.values()]
        for where, field, code in given:
            if code not in known[field]:
                raise PolicyError(f"{FOLDER}{name}.toml", where, f"{field} 里没有 {code}")
