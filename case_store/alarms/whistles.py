"""吹哨未到 for the command zone: units that were called and are not here, as far as somebody sees, and how many.

At the centre those of all halls, whose calls come up with everything else that happens there.
"""

from collections.abc import Callable

from case_store.casework.whistle_rows import unanswered
from case_store.figures.listed import count
from case_store.figures.scope import scope_of
from case_store.figures.things import listed, of_cases_in
from case_store.log.schema import whistle
from case_store.views.look import Look
from cases.figures.figure import FigureAsked, FigureName
from cases.figures.sight import Sight
from cases.views_supervision import WhistleRow

_ASKED = FigureAsked(name=FigureName.WHISTLES_OPEN)


def whistles_for(sight: Sight) -> Callable[[Look], tuple[WhistleRow, ...]]:
    """The section of one sight, at most whistle_rows.ROWS_MAX."""

    def read(look: Look) -> tuple[WhistleRow, ...]:
        seen = of_cases_in(sight.area, whistle.c.case_id, look.house.policy)
        return unanswered(look, *seen, streams=scope_of(look.connection, look.house, sight).streams)

    return read


def whistles_total_for(sight: Sight) -> Callable[[Look], int]:
    """All of them, however many are shown."""

    def read(look: Look) -> int:
        scope = scope_of(look.connection, look.house, sight)
        return count(look.connection, listed(_ASKED, scope, look.house.policy), scope.streams)

    return read
