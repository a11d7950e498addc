"""KPIs in words: the value in its unit, and what was divided by what."""

from dataclasses import dataclass

from cases.figures.kpis import BY_ID, KpiUnit
from cases.texts import Texts
from cases.views_figures import KpiValue


@dataclass(frozen=True, slots=True)
class KpiShown:
    """A line. `value` is a dash where there is nothing to divide by. `part`, `whole`: texts of the two counts.

    Both are "" of what was not divided. `is_live`: a list stands behind the value itself.
    """

    kpi: str
    name: str
    value: str
    unit: str
    part: str
    whole: str
    is_live: bool
    spoken: str


def kpi_line(told: KpiValue, texts: Texts) -> KpiShown | None:
    """None for a KPI of a newer hall, which this screen has no words for."""
    definition = BY_ID.get(told.kpi)
    if definition is None:
        return None
    value, unit = _value(told, definition.unit, texts)
    name = texts.get(f"dispatch_picture.kpi.{told.kpi}")
    is_share = definition.unit is KpiUnit.SHARE
    return KpiShown(
        kpi=told.kpi,
        name=name,
        value=value,
        unit=unit,
        part=str(told.part) if is_share and told.part is not None else "",
        whole=str(told.whole) if is_share and told.whole is not None else "",
        is_live=told.behind is not None and not is_share,
        spoken=texts.get("dispatch_picture.kpis.spoken", name=name, value=value, unit=unit),
    )


def _value(told: KpiValue, unit: KpiUnit, texts: Texts) -> tuple[str, str]:
    if told.value is None:
        return texts.get("dispatch_picture.none"), ""
    word = texts.get(f"dispatch_picture.unit.{unit.value}")
    match unit:
        case KpiUnit.SHARE:
            return f"{told.value * 100:.1f}", word
        case KpiUnit.MINUTES:
            return f"{told.value:.0f}", word
        case _:
            return f"{told.value:g}" if told.value < _EXACT else f"{told.value:.0f}", word


_EXACT = 1e5  # from here %g would turn to powers of ten
