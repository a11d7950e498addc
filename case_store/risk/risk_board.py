"""The section "risk" of the command zone: what was made of yesterday, as far as somebody sees. Reads no table."""

from dataclasses import replace

from case_store.views.look import Look
from cases.figures.sight import Sight
from cases.people.place import BANNER_DIGITS
from cases.views_risk import RiskBoard


def risk_board(look: Look, sight: Sight) -> RiskBoard | None:
    """The ranking of banners, or of the towns that somebody sees; None while it is not made yet."""
    picture = look.house.risk.picture
    if picture is None:
        return None
    board = picture.boards.get(sight.area[:BANNER_DIGITS])
    if board is None:
        return None
    return replace(board, lines=tuple(line for line in board.lines if sight.sees(line.area)))
