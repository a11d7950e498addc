"""双交办 of which one half has reported and the other has not: the list, by what is due first."""

from collections.abc import Callable

from case_store.casework.names import unit_name
from case_store.figures.case_lines import CaseLines
from case_store.figures.listed import Place, count, page
from case_store.figures.scope import scope_of
from case_store.figures.where import where
from case_store.log.projections.kept_cases import kept_case
from case_store.views.look import Look
from cases.figures.figure import FigureAsked, FigureName
from cases.figures.sight import Sight
from cases.refusal import Refusal
from cases.views_dispatch import DualLine
from cases.views_figures import CaseLine

SHOWN = 50


def dual_for(sight: Sight) -> Callable[[Look], tuple[DualLine, ...]]:
    """The section of one sight: the first lines of the list behind FigureName.DUAL_WAITING."""
    lines = CaseLines()

    def read(look: Look) -> tuple[DualLine, ...]:
        policy, asked = look.house.policy, FigureAsked(name=FigureName.DUAL_WAITING, area=sight.area)
        listed = where(asked, policy, look.now_us)
        if isinstance(listed, Refusal):
            return ()
        streams = scope_of(look.connection, look.house, sight).streams
        places, _further = page(look.connection, listed, streams, None, SHOWN)
        shown = lines.read(look.connection, places, policy, look.now)
        lines_ = (_line(look, place, line) for place, line in zip(places, shown, strict=True))
        return tuple(line for line in lines_ if line is not None)

    return read


def dual_total_for(sight: Sight) -> Callable[[Look], int]:
    """All of them, however many are shown."""

    def read(look: Look) -> int:
        asked = FigureAsked(name=FigureName.DUAL_WAITING, area=sight.area)
        listed = where(asked, look.house.policy, look.now_us)
        streams = scope_of(look.connection, look.house, sight).streams
        return 0 if isinstance(listed, Refusal) else count(look.connection, listed, streams)

    return read


def _line(look: Look, place: Place, line: CaseLine) -> DualLine | None:
    """Without a second half where it was given back: somebody has to be found for it (I5).

    Of a case with a damaged row as far as it can be read; None where that is not far enough.
    """
    case = kept_case(look.connection, place.id)
    if case is None or not case.reported:
        return None
    (reported, *_), waiting = case.reported, next(iter(case.live), None)
    policy = look.house.policy
    return DualLine(
        case=line,
        reported_unit_name=unit_name(policy, reported.unit),
        waiting_unit_name=unit_name(policy, waiting.unit) if waiting else "",
        assigned_at=(waiting or reported).assigned_at,
    )
