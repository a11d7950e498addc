"""A case from its history (design.md §2): the same events give the same case, in whatever order and however often.

A tenure is one store's. Who takes over says which decision of the tenure before was the last that they knew: a
later one is set aside for a person. Of each store's stream a replica has a beginning without gaps; between stores
anything may come first, so a decision waits until what it builds on is here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cases.casework.case_events import CaseEvent, CaseRegistered, TakenOver
from cases.casework.case_folding import evolve, is_addition
from cases.casework.case_state import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An event of a case with its place: what its envelope says of it. `store` is the envelope's stream."""

    tenure: int
    epoch: int
    seq: int
    store: str
    event: CaseEvent

    @property
    def place(self) -> tuple[int, int, int, str]:
        """Decisions count in this order; a place is one decision's."""
        return (self.tenure, self.epoch, self.seq, self.store)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A case. `late`: decisions of a tenure that had ended, for a person. `waiting`: what they build on is not here.

    Every decision is folded, late or waiting: nothing is dropped.
    """

    case: Case | None
    late: tuple[Placed, ...] = ()
    waiting: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """A history in the order that it counts in. `late` and `waiting` as in Folded; what is there is not in `counts`."""

    counts: tuple[Placed, ...]
    late: tuple[Placed, ...]
    waiting: tuple[Placed, ...]


def fold(history: Iterable[Placed]) -> Folded:
    """The case that this history makes."""
    sifted = sift(history)
    case: Case | None = None
    for one in sifted.counts:
        case = evolve(case, one.event, one.store)
    return Folded(case=case, late=sifted.late, waiting=sifted.waiting)


def sift(history: Iterable[Placed]) -> Sifted:
    """Decisions in their order, then what was added; and what does not count, or not yet."""
    placed = list(history)
    if _is_plain(placed):
        return Sifted(counts=_with_additions_last(placed), late=(), waiting=())
    decisions, late = _decisions(placed)
    waiting = dict(decisions)
    counts: list[Placed] = []
    for reign in _reigns(decisions):
        for one in waiting.pop(reign.began.tenure):
            if one.store != reign.began.store or is_late(one, reign.end):
                late.append(one)
            else:
                counts.append(one)
        if reign.end is not None and not _reaches(placed, reign.began.store, reign.end):
            break
    else:
        late += _usurped(decisions, waiting)
    counts += (one for one in placed if is_addition(one.event))
    set_aside = {id(one) for one in late}
    return Sifted(
        counts=tuple(counts),
        late=_in_order(late),
        waiting=_in_order(p for some in waiting.values() for p in some if id(p) not in set_aside),
    )


def _is_plain(placed: Sequence[Placed]) -> bool:
    """One holder from the registration on, each place once and in order, as almost every case: nothing to sift."""
    if not placed or not isinstance(placed[0].event, CaseRegistered):
        return False
    first = placed[0]
    before = (first.epoch, first.seq)
    for one in placed[1:]:
        place = (one.epoch, one.seq)
        if one.store != first.store or one.tenure != first.tenure or place <= before:
            return False
        if isinstance(one.event, TakenOver):
            return False
        before = place
    return True


def _with_additions_last(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    decisions = [one for one in placed if not is_addition(one.event)]
    return (*decisions, *(one for one in placed if is_addition(one.event)))


def is_late(one: Placed, end: TakenOver | None) -> bool:
    """Whether a decision of a tenure came after the last one that its successor knew."""
    return end is not None and (one.epoch, one.seq) > (end.known_epoch, end.known_seq)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reign:
    """A tenure whose holder is known: the decision that began it, and the take-over that ended it."""

    began: Placed
    end: TakenOver | None


_ByTenure = dict[int, list[Placed]]


def _decisions(placed: Sequence[Placed]) -> tuple[_ByTenure, list[Placed]]:
    """The decisions of each tenure in order, each once; of two that claim one place the second is for a person."""
    claims: dict[tuple[int, int, int, str], list[Placed]] = defaultdict(list)
    for one in placed:
        if not is_addition(one.event) and one not in claims[one.place]:
            claims[one.place].append(one)
    decisions: _ByTenure = defaultdict(list)
    doubles: list[Placed] = []
    for place in sorted(claims):
        if len(claims[place]) > 1:
            claims[place].sort(key=str)
        first, *others = claims[place]
        decisions[first.tenure].append(first)
        doubles += others
    return decisions, doubles


def _reigns(decisions: _ByTenure) -> Iterator[_Reign]:
    began = next(
        (p for some in decisions.values() for p in some if isinstance(p.event, CaseRegistered)), None
    )
    while began is not None:
        heirs = [(p, t) for p, t in _takings(decisions, began.tenure + 1) if t.from_store == began.store]
        heir, end = min(heirs, key=lambda one: _goes_first(*one), default=(None, None))
        yield _Reign(began=began, end=end)
        began = heir


def _takings(decisions: _ByTenure, tenure: int) -> list[tuple[Placed, TakenOver]]:
    return [(p, p.event) for p in decisions.get(tenure, ()) if isinstance(p.event, TakenOver)]


def _goes_first(one: Placed, taken: TakenOver) -> tuple[int, int, bool, str]:
    """Of several who took over, whoever knew least, so that what is late stays late; then who was handed the case."""
    return (taken.known_epoch, taken.known_seq, taken.forced, one.store)


def _reaches(placed: Sequence[Placed], store: str, end: TakenOver) -> bool:
    """Whether everything is here that who took over knew of the tenure before."""
    known = (end.known_epoch, end.known_seq)
    return any(p.store == store and (p.epoch, p.seq) >= known for p in placed)


def _usurped(decisions: _ByTenure, rest: _ByTenure) -> list[Placed]:
    """Decisions of those who took over from a store that did not hold the case, and of their successors."""
    holders = {reign.began.tenure: reign.began.store for reign in _reigns(decisions)}
    lost: set[tuple[int, str]] = set()
    for tenure in sorted(decisions):
        for one, taken in _takings(decisions, tenure):
            before = holders.get(tenure - 1)
            wrong = before is not None and (taken.from_store != before or holders.get(tenure) != one.store)
            if wrong or (tenure - 1, taken.from_store) in lost:
                lost.add((tenure, one.store))
    return [p for some in rest.values() for p in some if (p.tenure, p.store) in lost]


def _in_order(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(placed, key=lambda p: (p.place, str(p.event))))
