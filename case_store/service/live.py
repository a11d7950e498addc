"""The live feed: what screens see, told the moment it changes (design.md §4).

A channel is one view: the wall's, every counter's, one kiosk's, the command zone's of one area. It keeps each section
as it was last sent; after a commit only the sections that the events touch are read again, and only those that differ
are sent. Whatever commits while a look is being made is in the next one, so a burst costs few messages. The wall comes
first. Figures are looked at when time passes (every 2 s), however much happens in between.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
import structlog

from case_store.store import Store
from case_store.sync.heard import Heard
from case_store.trace import trace_of
from case_store.views.counter import counter_sections
from case_store.views.dispatch import dispatch_sections
from case_store.views.due_rows import DueList
from case_store.views.kiosk import kiosk_sections
from case_store.views.look import Look
from case_store.views.touched import BY_MINUTE, BY_TIME, FIGURES, touched_by
from case_store.views.wall import wall_sections
from cases.codec import Event
from cases.figures.sight import Sight
from cases.hall_time import hall_date, whole_minute
from cases.views import UpstreamView

_log = structlog.get_logger(__name__)

PUBLIC_FIGURES = ("lights", "steps", "kpis", "types", "areas")  # of the wall, for other systems, too
WAITING_MESSAGES_MAX = (
    200  # of one listener; who falls further behind is let go and comes back for a snapshot
)

Sections = Mapping[str, Callable[[Look], Any]]


class Listener:
    """One connected screen: messages in order, and None when it must go and come back."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[str | None] = asyncio.Queue(WAITING_MESSAGES_MAX)

    async def next(self) -> str | None:
        """The next message."""
        return await self._waiting.get()

    def tell(self, message: str) -> bool:
        """Queue a message; False when this listener cannot keep up."""
        if self._waiting.full():
            while not self._waiting.empty():
                self._waiting.get_nowait()
            self._waiting.put_nowait(None)
            return False
        self._waiting.put_nowait(message)
        return True


class Channel:
    """One view with its listeners. `n` counts what was sent."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        self.n = 0
        self.awaited_by = 0  # who waits for a first look
        self._sent: dict[str, bytes] = {}
        self._listeners: set[Listener] = set()

    @property
    def is_heard(self) -> bool:
        """Whether anybody listens, or is about to."""
        return bool(self._listeners or self.awaited_by)

    def update(self, now: datetime, values: Mapping[str, Any]) -> None:
        """Tell the listeners which of these sections differ from what they have."""
        encoded = {name: orjson.dumps(value) for name, value in values.items()}
        changed = {name: value for name, value in encoded.items() if self._sent.get(name) != value}
        if not changed:
            return
        self._sent |= changed
        self.n += 1
        if self._listeners:
            head = b'{"kind":"delta","n":%d,"changed":' % self.n
            self._tell((head + _object(changed, now) + b"}").decode())

    def join(self, now: datetime) -> Listener:
        """A new listener with the whole view as its first message."""
        listener = Listener()
        head = b'{"kind":"snapshot","n":%d,"view":' % self.n
        listener.tell((head + _object(self._sent, now) + b"}").decode())
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Gone."""
        self._listeners.discard(listener)

    def beat(self, now: datetime) -> None:
        """Still here."""
        if self._listeners:
            beat = {"kind": "beat", "n": self.n, "hall_time": now}
            self._tell(orjson.dumps(beat).decode())

    def _tell(self, message: str) -> None:
        for listener in list(self._listeners):
            if not listener.tell(message):
                self._listeners.discard(listener)


class Hub:
    """All channels of a hall, kept up to date by one task."""

    def __init__(self, store: Store, heard: Heard | None = None) -> None:
        self._store = store
        self._heard = heard or Heard()
        sections = wall_sections()
        self._wall = Channel(sections)
        # The very same as the wall's: a part told at another moment would show what came between.
        self.public_figures = {name: sections[name] for name in PUBLIC_FIGURES}
        self._counter = Channel(counter_sections(DueList(), lambda: self._upstream))
        self._kiosks: dict[str, Channel] = {}
        self._zones: dict[Sight, Channel] = {}
        self._upstream: UpstreamView | None = None
        self._dirty: set[str] = set()
        self._figures: set[str] = set()  # that have changed since time last passed
        self._something = asyncio.Event()
        self._looking = asyncio.Lock()
        self._day = hall_date(store.clock.now())
        self._minute = whole_minute(store.clock.now())

    async def join(
        self, view: str, kiosk_id: str = "", sight: Sight | None = None
    ) -> tuple[Channel, Listener]:
        """Listen to a view: "wall", "counter", a kiosk's, or the command zone's as far as somebody sees."""
        channel = self._channel(view, kiosk_id, sight or Sight())
        channel.awaited_by += 1  # or it is forgotten when its last listener goes meanwhile
        try:
            async with self._looking:
                now = await self._refresh(channel, channel.sections)
                return channel, channel.join(now)
        finally:
            channel.awaited_by -= 1

    def leave(self, channel: Channel, listener: Listener) -> None:
        """A screen has gone; a kiosk's or an area's channel that nobody hears is forgotten."""
        channel.leave(listener)
        self._zones = {sight: c for sight, c in self._zones.items() if c.is_heard}
        self._kiosks = {id_: c for id_, c in self._kiosks.items() if c.is_heard}

    def happened(self, events: Sequence[Event]) -> None:
        """Something was committed. Call it on the hub's loop."""
        touched = touched_by(events)
        self._figures |= touched & FIGURES
        self._mark(touched - FIGURES)

    def time_passed(self) -> None:
        """Time alone turns lights and shortens waits; a new day changes everything."""
        now = self._store.clock.now()
        today, minute = hall_date(now), whole_minute(now)
        figures, self._figures = self._figures, set()
        if minute != self._minute:
            figures |= set(BY_MINUTE)
        self._mark(figures.union(BY_TIME) if today == self._day else self._all_sections())
        self._day, self._minute = today, minute

    def upstream_is(self, view: UpstreamView) -> None:
        """How far the centre has heard. That the line is there or gone is told at once, how much waits in a moment."""
        turned = self._upstream is None or self._upstream.connected != view.connected
        self._upstream = view
        if turned:
            self._mark(("upstream",))
        else:
            self._figures.add("upstream")

    @property
    def upstream(self) -> UpstreamView | None:
        """How far the centre has heard, as it was said last."""
        return self._upstream

    def beat(self) -> None:
        """Tell every screen that the hall is there."""
        now = self._store.clock.now()
        for channel in self._channels():
            channel.beat(now)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._something.wait()
            self._something.clear()
            dirty, self._dirty = self._dirty, set()
            try:
                await self._tell(dirty)
            except Exception as error:  # noqa: BLE001  a database that is away for a moment ends no screen
                _log.error("look failed", trace=trace_of(error))
                self._dirty |= dirty  # looked at again when time passes

    async def _tell(self, dirty: set[str]) -> None:
        for channel in self._channels():
            wanted = {name: read for name, read in channel.sections.items() if name in dirty}
            if wanted and channel.is_heard:
                async with self._looking:
                    await self._refresh(channel, wanted)

    async def _refresh(self, channel: Channel, sections: Sections) -> datetime:
        now, values = await self._store.look(self._store.hall.look, sections)
        channel.update(now, values)
        return now

    def _mark(self, sections: Iterable[str]) -> None:
        self._dirty.update(sections)
        if self._dirty:
            self._something.set()

    def _channel(self, view: str, kiosk_id: str, sight: Sight) -> Channel:
        if view == "kiosk":
            return self._kiosks.setdefault(kiosk_id, Channel(kiosk_sections(kiosk_id)))
        if view == "dispatch":
            sections = dispatch_sections(sight, lambda: self._upstream, self._heard)
            return self._zones.setdefault(sight, Channel(sections))
        return self._wall if view == "wall" else self._counter

    def _channels(self) -> list[Channel]:
        return [self._wall, *self._kiosks.values(), self._counter, *self._zones.values()]

    def _all_sections(self) -> set[str]:
        return {name for channel in self._channels() for name in channel.sections}


def _object(sections: Mapping[str, bytes], now: datetime) -> bytes:
    """A JSON object of sections that are JSON already."""
    members = [b'"hall_time":' + orjson.dumps(now)]
    members += [b'"' + name.encode() + b'":' + value for name, value in sections.items()]
    return b"{" + b",".join(members) + b"}"
