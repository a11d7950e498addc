"""What an item on the supervision list waits for from whoever looks, one thing at a time (domain.md §1.5, §3.3)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases.supervision.supervision_acts import ITEM_ACTS
from cases.supervision.supervision_next import possible_item_acts, primary_item_act
from cases.views_supervision import ItemPage, ItemRow, RungView

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ROW = ItemRow(
    item_id="i",
    trigger="deadline_passed",
    case_id="c",
    case_code="",
    unit="justice",
    unit_name="",
    responsible="",
    raised_at=NOW,
    limit_date=None,
    light="",
    last_rung="",
    drafts=0,
    open=True,
)
DRAFT = RungView(
    rung="interview",
    document="interview_record",
    automatic=False,
    state="drafted",
    number="",
    due_on=None,
    may_decide=True,
    may_ask=False,
)
PAGE = ItemPage(
    row=ROW,
    visit_id="",
    whistle_id="",
    cause="close",
    limit=None,
    ladder=(),
    interview_owed=False,
    settled=False,
    rectified=False,
    visited=False,
    appeal="",
    lines=(),
    acts=("name", "visited", "decide-appeal", "close", "approve", "drop", "ask-rung", "interview"),
)


def rated(**news: object) -> ItemPage:
    return replace(PAGE, row=replace(ROW, trigger="bad_rating"), **news)  # type: ignore[arg-type]


def test_nobody_is_offered_to_approve_what_is_not_theirs_to_decide() -> None:
    theirs = replace(PAGE, ladder=(DRAFT,))
    others = replace(PAGE, ladder=(replace(DRAFT, may_decide=False),))
    assert {"approve", "drop"} <= set(possible_item_acts(theirs))
    assert not {"approve", "drop", "ask-rung"} & set(possible_item_acts(others))
    assert "ask-rung" in possible_item_acts(replace(PAGE, ladder=(replace(DRAFT, may_ask=True),)))


def test_what_is_possible_is_always_something_that_the_hall_allows() -> None:
    for act in ITEM_ACTS:
        assert set(possible_item_acts(replace(PAGE, acts=(act,)))) <= {act}


@pytest.mark.parametrize(
    ("page", "primary"),
    [
        (replace(PAGE, ladder=(DRAFT,), interview_owed=True, settled=True), "approve"),
        (replace(PAGE, interview_owed=True, settled=True, visited=True), "interview"),
        (replace(PAGE, settled=True, visited=True), "close"),
        (replace(PAGE, visited=True), ""),
        (rated(), "visited"),
        (rated(appeal="filed"), "decide-appeal"),
        (rated(appeal="upheld"), "close"),
        (rated(visited=True), "close"),
        (replace(PAGE, acts=("rectified",)), "rectified"),
        (replace(PAGE, acts=("rectified",), rectified=True), ""),
        (replace(PAGE, row=replace(ROW, trigger="manual"), settled=True, visited=True), ""),
        (replace(PAGE, row=replace(ROW, trigger="manual"), rectified=True, visited=True), "close"),
    ],
)
def test_a_draft_is_decided_first_and_a_closing_comes_last(page: ItemPage, primary: str) -> None:
    assert primary_item_act(page) == primary
