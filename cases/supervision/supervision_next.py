"""What an item on the supervision list waits for from whoever looks (domain.md §1.5, §3.3): one thing at a time."""

from cases.policy.supervision import Trigger
from cases.views_supervision import ItemPage

FILED, UPHELD = "filed", "upheld"
BY_CASE = (Trigger.DEADLINE_PASSED, Trigger.SUPERIOR_KEY)
"""Items that are over when something of their case is; what else was put on the list has to be rectified."""


def possible_item_acts(page: ItemPage) -> tuple[str, ...]:
    """The acts of the page without those that have nothing to be done to; the rule has the last word."""
    senseless = set[str]()
    if not any(rung.may_decide for rung in page.ladder):
        senseless |= {"approve", "drop"}
    if not any(rung.may_ask for rung in page.ladder):
        senseless.add("ask-rung")
    return tuple(name for name in page.acts if name not in senseless)


def primary_item_act(page: ItemPage) -> str:
    """A draft is decided before anything else, a closing comes last; "" where the item waits for somebody else."""
    wanted = {
        "approve": True,
        "interview": page.interview_owed,
        "decide-appeal": page.appeal == FILED,
        "rectified": not page.rectified,
        "visited": not page.visited and page.appeal != UPHELD,
        "close": _may_be_closed(page),
    }
    possible = possible_item_acts(page)
    return next((name for name, is_wanted in wanted.items() if is_wanted and name in possible), "")


def _may_be_closed(page: ItemPage) -> bool:
    if page.interview_owed or page.appeal == FILED:
        return False
    if page.row.trigger in BY_CASE:
        return page.settled
    if page.row.trigger == Trigger.BAD_RATING:
        return page.visited or page.appeal == UPHELD
    return page.rectified
