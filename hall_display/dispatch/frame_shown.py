"""Head, foot and banner of the dispatch screen, as one frozen value made by pure code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from case_store.client.live import FeedState
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import StaffView, UpstreamView
from cases.views_dispatch import DeviceLine, DispatchView, HallLine
from hall_display.dispatch.hall_now.lines import DOWN, OK
from hall_display.dispatch.wording import clock_text, minutes_between, second_text, span_text

KIOSK = "kiosk"
PRINTERS = ("alarms.trouble.printer_", "alarms.trouble.paper_")  # troubles of printers begin so
_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameShown:
    """`lost` is empty while the hall answers. The conditions of the foot are "ok", "warning" or "down"; "" for none."""

    place: str
    staff: str
    data: str
    halls: str
    clock: str
    lost: str
    advice: str
    store: str
    store_condition: str
    kiosks: str
    kiosks_condition: str
    printers: str
    printers_condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the frame is made of: the last view, whether the hall answers, who is signed in."""

    view: DispatchView | None
    link: FeedState
    staff: StaffView | None


def frame_shown(seen: Seen, policy: Policy, texts: Texts, now: datetime) -> FrameShown:
    """The frame at an instant."""
    view, link, staff = seen.view, seen.link, seen.staff
    lost = _lost(link, texts, now) if staff else ""
    kiosks, kiosks_condition = _kiosks(view.devices if view else (), texts)
    printers, printers_condition = _printers(view.devices if view else (), texts)
    store, store_condition = _store(view.upstream if view else None, lost, texts)
    return FrameShown(
        place=(view.place if view else "") or policy.hall.short_name,
        staff=texts.get("dispatch.head.staff", name=staff.name) if staff else "",
        data=_data(view, link, texts),
        halls=_halls(view.halls if view else (), texts),
        clock=clock_text(now),
        lost=lost,
        advice=texts.get("dispatch.lost.advice") if lost and view else "",
        store=store,
        store_condition=store_condition,
        kiosks=kiosks,
        kiosks_condition=kiosks_condition,
        printers=printers,
        printers_condition=printers_condition,
    )


def _lost(link: FeedState, texts: Texts, now: datetime) -> str:
    if link.connected:
        return ""
    if link.last_heard_at is None:
        return texts.get("dispatch.lost.connecting")
    since = link.last_heard_at
    return texts.get("dispatch.lost.since", time=clock_text(since), minutes=minutes_between(since, now))


def _data(view: DispatchView | None, link: FeedState, texts: Texts) -> str:
    """The time of what is shown, by the hall's clock."""
    if view is None:
        return ""
    return texts.get("dispatch.head.data", time=second_text(link.hall_time or view.hall_time))


def _halls(halls: Sequence[HallLine], texts: Texts) -> str:
    """How many, and the one that has been silent longest, if it has been for too long."""
    if not halls:
        return ""
    behind = [hall for hall in halls if hall.behind]
    if not behind:
        return texts.get("dispatch.head.halls", count=len(halls))
    worst = max(behind, key=lambda hall: hall.lag_s or 0)
    if worst.lag_s is None:
        return texts.get("dispatch.head.hall_never", count=len(halls), name=worst.name)
    return texts.get(
        "dispatch.head.hall_behind",
        count=len(halls),
        name=worst.name,
        span=span_text(worst.lag_s // _MINUTE_S, texts),
    )


def _store(upstream: UpstreamView | None, lost: str, texts: Texts) -> tuple[str, str]:
    if lost:
        return texts.get("dispatch.foot.hall_lost"), DOWN
    if upstream is None:
        return texts.get("dispatch.foot.hall_ok"), OK
    if not upstream.connected:
        return texts.get("dispatch.foot.centre_lost", backlog=upstream.backlog), "warning"
    if upstream.backlog:
        return texts.get("dispatch.foot.centre_behind", backlog=upstream.backlog), "warning"
    return texts.get("dispatch.foot.centre_ok"), OK


def _kiosks(devices: Sequence[DeviceLine], texts: Texts) -> tuple[str, str]:
    kiosks = [device for device in devices if device.kind == KIOSK]
    if not kiosks:
        return "", ""
    up = sum(device.condition != DOWN for device in kiosks)
    return texts.get("dispatch.foot.kiosks", up=up, total=len(kiosks)), OK if up == len(kiosks) else "warning"


def _printers(devices: Sequence[DeviceLine], texts: Texts) -> tuple[str, str]:
    if not devices:
        return "", ""
    troubled = sum(device.trouble.startswith(PRINTERS) for device in devices)
    if not troubled:
        return texts.get("dispatch.foot.printers_ok"), OK
    return texts.get("dispatch.foot.printers", count=troubled), "warning"
