"""Lines of the list behind a number: cases, or items, whistles, desks, devices, halls. No person but staff."""

from dataclasses import dataclass
from datetime import datetime

from cases.figures.figure import Behind
from cases.texts import Texts
from cases.views_figures import BehindPage, CaseLine, ThingLine
from hall_display.dispatch.wording import left_text, moment_text, shape_of, short_code, span_text

_DEVICE_LIGHTS = {"ok": "normal", "warning": "soon", "down": "overdue"}
_SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindLine:
    """A line. `light` "" where there is none; `case_id` "" where no case opens; `until` stands at the right."""

    key: str
    light: str
    code: str
    what: str
    where: str
    who: str
    until: str
    case_id: str
    spoken: str


def lines_of(page: BehindPage, texts: Texts, now: datetime) -> list[BehindLine]:
    """Everything of a page in its order."""
    if page.behind == Behind.CASE:
        return [_case_line(line, texts) for line in page.cases]
    return [_thing_line(line, page.behind, texts, now) for line in page.things]


def _case_line(line: CaseLine, texts: Texts) -> BehindLine:
    code, left = short_code(line.case_code), left_text(line, texts)
    what = line.type_name or texts.get("dispatch_behind.no_type")
    where = line.area_name or texts.get("dispatch_behind.no_area")
    state = f"counter_casework.state.{line.state}"
    return BehindLine(
        key=line.case_id,
        light=shape_of(line.light),
        code=code,
        what=what,
        where=where,
        who=" ".join(
            part for part in (line.lead_unit_name, texts.get(state) if state in texts.keys else "") if part
        ),
        until=left,
        case_id=line.case_id,
        spoken=texts.get("dispatch_behind.spoken", code=code, where=where, what=what, left=left),
    )


def _thing_line(line: ThingLine, behind: str, texts: Texts, now: datetime) -> BehindLine:
    facts = dict(line.facts)
    what = _thing_words(facts, behind, texts)
    code = short_code(line.case_code) if line.case_code else ""
    return BehindLine(
        key=line.id,
        light=_light(line, facts, behind),
        code=code,
        what=what,
        where=line.name,
        who="",
        until=moment_text(line.at, texts, now),
        case_id=line.case_id,
        spoken=" ".join(part for part in (line.name, what, code) if part),
    )


def _light(line: ThingLine, facts: dict[str, str], behind: str) -> str:
    if behind == Behind.DEVICE:
        return _DEVICE_LIGHTS.get(facts.get("condition", ""), "stopped")
    return shape_of(line.light) if line.light else ""


def _thing_words(facts: dict[str, str], behind: str, texts: Texts) -> str:
    def known(prefix: str, name: str) -> str:
        key = f"{prefix}{facts.get(name, '')}"
        return texts.get(key) if key in texts.keys else facts.get(name, "")

    match behind:
        case Behind.ITEM:
            rung, trigger = known("supervision.rung.", "rung"), known("supervision.trigger.", "trigger")
            key = "item" if rung else "item_no_rung"
            return texts.get(f"dispatch_behind.thing.{key}", trigger=trigger, rung=rung)
        case Behind.WHISTLE:
            return texts.get("dispatch_behind.thing.whistle", state=known("supervision.whistle.", "state"))
        case Behind.DEVICE:
            return _device_words(facts, texts)
        case Behind.HALL:
            return _hall_words(facts, texts)
        case _:
            return facts.get("staff", "")


def _device_words(facts: dict[str, str], texts: Texts) -> str:
    condition = texts.get(f"dispatch.devices.{facts.get('condition', '')}")
    trouble = facts.get("trouble", "")
    if not trouble or trouble not in texts.keys:
        return texts.get("dispatch_behind.thing.device", condition=condition)
    words = texts.get(trouble, **facts)
    return texts.get("dispatch_behind.thing.device_trouble", condition=condition, trouble=words)


def _hall_words(facts: dict[str, str], texts: Texts) -> str:
    if "lag_s" not in facts:
        return texts.get("dispatch_behind.thing.hall_never")
    span = span_text(int(facts["lag_s"]) // _SECONDS_A_MINUTE, texts)
    if backlog := facts.get("backlog"):
        return texts.get("dispatch_behind.thing.hall", span=span, backlog=backlog)
    return texts.get("dispatch_behind.thing.hall_lag", span=span)
