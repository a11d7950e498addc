"""A supervision item from its events."""

from dataclasses import replace
from typing import assert_never

from cases.supervision import supervision as did
from cases.supervision.supervision import ItemEvent, Rung, RungState, SupervisionItem


def evolve(item: SupervisionItem | None, event: ItemEvent) -> SupervisionItem | None:
    """Fold one event; what happened to an item that was never raised changes nothing."""
    if isinstance(event, did.SupervisionRaised):
        return item or _raised(event)
    if item is None:
        return None
    match event:
        case did.ResponsibleNamed():
            return replace(item, unit=event.unit, responsible=event.responsible)
        case did.RungSent():
            sent = Rung(
                rung=event.rung,
                clock=event.clock,
                taken_on=event.taken_on,
                state=RungState.SENT,
                number=event.number,
            )
            return replace(item, rungs=(*item.rungs, sent))
        case did.RungDrafted():
            draft = Rung(
                rung=event.rung,
                clock=event.clock,
                taken_on=event.taken_on,
                state=RungState.DRAFTED,
                asked_by=event.asked_by,
            )
            return replace(item, rungs=(*item.rungs, draft))
        case did.RungApproved():
            return _decided(item, event.rung, RungState.APPROVED, event)
        case did.RungDropped():
            return _decided(item, event.rung, RungState.DROPPED, None)
        case did.InterviewHeld():
            return replace(
                item, interviews=item.interviews + 1, limit=event.limit, ladder_from=event.limit.due_date
            )
        case did.LimitRecounted():
            return replace(item, limit=event.limit, ladder_from=event.ladder_from)
        case did.RectificationReported():
            return replace(item, rectified_by=item.rectified_by | {event.staff_id})
        case did.RectificationVisited():
            return replace(item, visited=True)
        case did.AppealFiled():
            return replace(item, appeal_by=event.staff_id)
        case did.AppealDecided():
            return replace(item, appeal_upheld=event.upheld)
        case did.ItemClosed():
            return replace(item, closed=True)
        case _:
            assert_never(event)


def _raised(event: did.SupervisionRaised) -> SupervisionItem:
    return SupervisionItem(
        item_id=event.item_id,
        trigger=event.trigger,
        case_id=event.case_id,
        visit_id=event.visit_id,
        whistle_id=event.whistle_id,
        cause=event.clock,
        unit=event.unit,
        responsible=event.responsible,
        rated=event.rated,
        limit=event.limit,
        ladder_from=event.ladder_from,
    )


def _decided(
    item: SupervisionItem, rung: str, state: RungState, approved: did.RungApproved | None
) -> SupervisionItem:
    return replace(
        item,
        rungs=tuple(
            replace(one, state=state, number=approved.number if approved else None)
            if one.rung == rung and one.state is RungState.DRAFTED
            else one
            for one in item.rungs
        ),
    )
