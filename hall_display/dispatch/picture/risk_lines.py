"""社会矛盾风险指数 in words and bars: the ranking, six terms with the counts behind each, the curve of the weeks."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.risk.risk_level import RiskLevel
from cases.texts import Texts
from cases.views_risk import RiskBoard, RiskLine, RiskPage, RiskPoint, RiskTerm

FULL = 100.0  # the index goes from 0 to 100
FRAME = 1000.0  # side of the square in which the curve is drawn; QML scales it
MOVED = 1.0  # a difference below this is no movement: nobody would act on it
LEVELS = {level.value: rank for rank, level in enumerate(RiskLevel, start=1)}


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A line of the ranking, or a part of one. `bars`: 1 to 4, 0 without an index; then `value` says 样本不足.

    `way`: ↑, ↓ or "" against thirty days before. `note`: the type that weighs most, or the number of matters.
    """

    key: str
    name: str
    value: str
    level: str
    bars: int
    way: str
    note: str
    count: str
    spoken: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term: how much it is (0–1 of its full), its weight, and the sentence that says which counts made it.

    `lists`: words for the lists of its cases, in the order of RiskTerm.behind.
    """

    term: str
    name: str
    value: str
    share: float
    weight: str
    sentence: str
    spoken: str
    lists: tuple[str, ...]


def key_of(line: RiskLine) -> str:
    """What names a line for life."""
    return f"{line.area}|{line.group}"


def board_rows(board: RiskBoard | None, texts: Texts) -> list[RiskRow]:
    """The ranking as the hall ordered it."""
    return [risk_row(line, texts) for line in board.lines] if board else []


def risk_row(line: RiskLine, texts: Texts, *, is_part: bool = False) -> RiskRow:
    """Of a whole area its heaviest type is noted; a part of one is named by what it is a part of."""
    name = (line.group_name if line.group else line.area_name) if is_part else _name(line, texts)
    if line.index is None:
        few = texts.get("dispatch_picture.risk.few")
        spoken = texts.get("dispatch_picture.risk.spoken_few", name=name, count=line.count)
        return RiskRow(key_of(line), name, few, "", 0, "", "", str(line.count), spoken)
    level = texts.get(f"dispatch_picture.risk.level.{line.level}")
    value, way = f"{line.index:.1f}", _way(line, texts)
    note = line.lead_group_name if not line.group else ""
    spoken = texts.get(
        "dispatch_picture.risk.spoken", name=name, value=value, level=level, way=way, count=line.count
    )
    return RiskRow(
        key_of(line), name, value, level, LEVELS.get(line.level, 0), way, note, str(line.count), spoken
    )


def _name(line: RiskLine, texts: Texts) -> str:
    area = line.area_name or texts.get("dispatch_picture.risk.everywhere")
    if not line.group:
        return area
    return texts.get("dispatch_picture.risk.area_group", area=area, group=line.group_name)


def _way(line: RiskLine, texts: Texts) -> str:
    if line.index is None or line.was_index is None or abs(line.index - line.was_index) < MOVED:
        return ""
    return texts.get(
        "dispatch_picture.risk.up" if line.index > line.was_index else "dispatch_picture.risk.down"
    )


def term_rows(page: RiskPage, texts: Texts) -> list[TermRow]:
    """The six terms in their order."""
    return [_term_row(term, texts) for term in page.terms]


def _term_row(term: RiskTerm, texts: Texts) -> TermRow:
    name = texts.get(f"dispatch_picture.risk.term.{term.term}.name")
    value = texts.get("dispatch_picture.none") if term.value is None else f"{term.value:.1f}"
    weight, sentence = f"{term.weight * 100:.0f}%", _sentence(term, texts)
    spoken = texts.get(
        "dispatch_picture.risk.spoken_term", name=name, value=value, weight=weight, why=sentence
    )
    lists = tuple(
        texts.get(f"dispatch_picture.risk.list.{asked.key or asked.name.value}") for asked in term.behind
    )
    return TermRow(term.term, name, value, (term.value or 0.0) / FULL, weight, sentence, spoken, lists)


def _sentence(term: RiskTerm, texts: Texts) -> str:
    """Of the sentences that a term has, the one that says most with the facts that came."""
    facts = dict(term.facts)
    prefix = f"dispatch_picture.risk.term.{term.term}."
    if basis := facts.get("basis"):
        prefix = f"{prefix}{basis}."
    found = [texts.find(key) for key in texts.keys if key.startswith(prefix) and not key.endswith(".name")]
    for text in sorted(found, key=lambda text: (-len(text.arguments), text.key)):
        if text.arguments <= facts.keys():
            return text.say(facts)
    return ""


def history_path(history: tuple[RiskPoint, ...]) -> str:
    """A point a week in the frame, 100 at the top; broken where there were too few matters."""
    step = FRAME / max(1, len(history) - 1)
    return " ".join(_runs(history, step))


def _runs(history: tuple[RiskPoint, ...], step: float) -> Iterator[str]:
    run: list[tuple[float, float]] = []
    for number, point in enumerate((*history, None)):
        if point is not None and point.index is not None:
            run.append((number * step, FRAME * (1 - point.index / FULL)))
            continue
        if len(run) == 1:  # a week alone is a short stroke, or nobody would see it
            run = [(run[0][0] - step / 3, run[0][1]), (run[0][0] + step / 3, run[0][1])]
        if run:
            yield "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in run)
        run = []
