"""duties.toml: the duty list (入驻单位职能职责清单), unit × matter type × stage (domain.md §1.3 P4).

It suggests to whom a matter goes, and a return has to cite it. Where two units would have to handle the same, the file
is refused (职责交叉), and where nobody has to, as well (职责空白).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.matter.dispute_type import DisputeType
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file
from cases.policy.units import TERRITORY, Methods, UnitsPolicy

TYPE_DIGITS = 4


class Stage(StrEnum):
    """What a unit does with a matter."""

    INTAKE = "intake"  # 受理
    TRANSFER = "transfer"  # 流转
    MEDIATION = "mediation"  # 调解
    HANDLING = "handling"  # 办理
    FEEDBACK = "feedback"  # 反馈


class DutyPolicy(Part):
    """One line of the list. `gb_codes` are types or whole groups; `tags` narrow it to matters that carry one of them.

    `co`: helps (配合) the one whose duty it is. `channels`: by which ways, among those that the unit has; empty: all.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    unit: str
    gb_codes: tuple[Annotated[str, Field(pattern=r"^(\d\d|\d{4})$")], ...] = Field(min_length=1)
    tags: tuple[str, ...] = ()
    stages: tuple[Annotated[Stage, Field(strict=False)], ...] = Field(min_length=1)
    co: bool = False
    channels: Methods = ()
    clause: str = Field(min_length=1)
    text: str = Field(min_length=1)

    def fit(self, gb_code: str, tags: frozenset[str] = frozenset()) -> int:
        """How closely the line speaks of a matter: 0 not at all; a tag tells more than a type, a type than a group."""
        if self.tags and not tags & set(self.tags):
            return 0
        digits = max((len(code) for code in self.gb_codes if gb_code.startswith(code)), default=0)
        return digits and digits + (TYPE_DIGITS + 1 if self.tags else 0)


class DutiesPolicy(PolicyFile):
    """The list in the order of the file. `dual_gb_codes`: types that go to territory and department both (双交办)."""

    dual_gb_codes: tuple[str, ...] = ()
    duties: tuple[DutyPolicy, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _nobody_does_what_another_must(self) -> Self:
        owners: dict[tuple[str, str], DutyPolicy] = {}
        ids: set[str] = set()
        for duty in self.duties:
            if duty.id in ids:
                raise Mistake(f"duties.{duty.id}", "写了两次")
            ids.add(duty.id)
            if duty.co or Stage.HANDLING not in duty.stages:
                continue
            for key in [(code, tag) for code in duty.gb_codes for tag in duty.tags or ("",)]:
                other = owners.setdefault(key, duty)
                if other.unit != duty.unit:
                    raise Mistake(
                        f"duties.{duty.id}.gb_codes",
                        f"职责交叉：{key[0]} 的办理已经是 {other.id}（{other.unit}）的职责；配合的单位写 co = true",
                    )
        return self

    def of(self, unit: str, gb_code: str, stage: Stage) -> DutyPolicy | None:
        """The line that says what a unit does at a stage of a type, the closest one; None: it is not its duty."""
        mine = [
            d
            for d in self.duties
            if d.unit == unit and stage in d.stages and d.fit(gb_code, frozenset(d.tags))
        ]
        return max(mine, key=lambda duty: duty.fit(gb_code, frozenset(duty.tags)), default=None)

    def get(self, duty_id: str) -> DutyPolicy | None:
        """The line of an id: what a return has cited."""
        return next((duty for duty in self.duties if duty.id == duty_id), None)

    def owner(self, gb_code: str, tags: frozenset[str] = frozenset()) -> DutyPolicy | None:
        """Whose duty it is to handle a matter (主办)."""
        mine = [d for d in self.duties if not d.co and Stage.HANDLING in d.stages and d.fit(gb_code, tags)]
        return max(mine, key=lambda duty: duty.fit(gb_code, tags), default=None)

    def helpers(self, gb_code: str, tags: frozenset[str] = frozenset()) -> tuple[DutyPolicy, ...]:
        """Who helps (配合), the closest lines first, otherwise as in the file."""
        mine = [d for d in self.duties if d.co and Stage.HANDLING in d.stages and d.fit(gb_code, tags)]
        return tuple(sorted(mine, key=lambda duty: -duty.fit(gb_code, tags)))


def parse_duties(text: str, file: str) -> DutiesPolicy:
    """duties.toml as its model. Raises PolicyError."""
    return parse_file(DutiesPolicy, text, file)


def check_duties(
    duties: DutiesPolicy, units: UnitsPolicy, types: Mapping[str, DisputeType], file: str
) -> None:
    """Raises PolicyError for a unit, way or type that is not there, and for a type that is nobody's duty (职责空白)."""
    for duty in duties.duties:
        unit = units.of(duty.unit)
        if unit is None and duty.unit != TERRITORY:
            raise PolicyError(file, f"duties.{duty.id}.unit", f"units.toml 里没有单位 {duty.unit}")
        ways = units.file.town.channels if unit is None else unit.channels
        if strange := sorted(set(duty.channels) - set(ways)):
            raise PolicyError(
                file, f"duties.{duty.id}.channels", f"{duty.unit} 没有 {strange[0]} 这种化解方式"
            )
        if unknown := sorted(set(duty.gb_codes) - types.keys()):
            raise PolicyError(file, f"duties.{duty.id}.gb_codes", f"GB/T 31000 里没有 {unknown[0]}")
    for code, kind in types.items():
        if duties.owner(code) is None:
            raise PolicyError(file, "duties", f"职责空白：{code} {kind.name} 没有单位办理")
