"""The usual ways to say how long it takes, in seconds, as the peers of pitfalls.md §1 do it. None: they say nothing."""

from statistics import fmean

from tests.simulation.played_day import PlayedDay, Ticket

LAST_SERVICES, LAST_WAITS = 20, 10


class Peers:
    """Remembers what they need: the waits of those who were called, by queue."""

    def __init__(self) -> None:
        self._waits: dict[str, list[float]] = {}

    def called(self, ticket: Ticket, now: float) -> None:
        """Somebody was called for the first time."""
        self._waits.setdefault(ticket.visitor.queue, []).append(now - ticket.visitor.comes_at)

    def say(self, day: PlayedDay, queue: str) -> dict[str, float | None]:
        """What each of them would tell somebody who comes now."""
        waits = self._waits.get(queue, [])
        return {
            "people ahead × mean of last 20 services ÷ desks": _people_ahead(day, queue, shared=False),
            "the same, counting all who share the desks": _people_ahead(day, queue, shared=True),
            "mean of the last 10 waits": fmean(waits[-LAST_WAITS:]) if waits else None,
            "last to enter service": waits[-1] if waits else None,
        }


def _people_ahead(day: PlayedDay, queue: str, *, shared: bool) -> float | None:
    desks = [d for d in day.desks if d.is_in and queue in d.plan.serves]
    queues = {q for d in desks for q in d.plan.serves} if shared else {queue}
    services = [s.duration_s for s in day.seen[-400:] if s.queue in queues][-LAST_SERVICES:]
    if not desks or not services:
        return None
    ahead = sum(t.standing.queue in queues for t in day.waiting.values())
    return ahead * fmean(services) / len(desks)
