"""Where a hall may be, by what is said on the local network (mDNS). A hint: anybody may say anything there.

Who a hall is follows from its certificate and, at the first time, from the code that a person reads out; an address
that was announced falsely leads to a sentence.
"""

import asyncio
import ipaddress
from dataclasses import dataclass
from typing import Any

from zeroconf import IPVersion, ServiceStateChange
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from case_store.client.connection import HallConnection, Unreachable, adapter
from case_store.client.credentials import FixedToken
from case_store.client.device_folder import Enrolled
from cases.refusal import Refusal
from cases.views_devices import HallShown

SERVICE = "_pingan-hall._tcp.local."
LISTEN_S = 2.0
NAMES_MAX = 20  # of a network where somebody announces without end
_NAME_CHARS_MAX = 60
_HALL = adapter(HallShown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """What somebody said: a name to choose by, and where."""

    name: str
    stream: str
    url: str


def announcement(name: str, stream: str, addresses: tuple[str, ...], port: int) -> AsyncServiceInfo:
    """What a hall says of itself."""
    return AsyncServiceInfo(
        SERVICE,
        f"{stream}.{SERVICE}",
        parsed_addresses=list(addresses),
        port=port,
        properties={"name": name, "stream": stream},
        server=f"pingan-{stream}.local.",
    )


async def nearby_halls(
    listen_s: float = LISTEN_S, zeroconf: AsyncZeroconf | None = None
) -> tuple[Nearby, ...]:
    """Every hall that announces itself within some seconds. Without a network: none."""
    try:
        own = zeroconf or AsyncZeroconf(ip_version=IPVersion.V4Only)
    except OSError:
        return ()
    names: dict[str, None] = {}

    def heard(*, name: str, state_change: ServiceStateChange, **_more: object) -> None:
        if state_change is ServiceStateChange.Added and len(names) < NAMES_MAX:
            names[name] = None

    browser = AsyncServiceBrowser(own.zeroconf, SERVICE, handlers=[heard])
    try:
        await asyncio.sleep(listen_s)
        infos = [AsyncServiceInfo(SERVICE, name) for name in names]
        await asyncio.gather(*(info.async_request(own.zeroconf, int(listen_s * 1000)) for info in infos))
        return tuple(one for info in infos if (one := _said(info)) is not None)
    finally:
        await browser.async_cancel()
        if zeroconf is None:
            await own.async_close()


async def find_again(enrolled: Enrolled, halls: tuple[Nearby, ...]) -> str | Refusal:
    """Where the hall that this device pinned is now, of what was announced.

    Only an address whose certificate is of the pinned CA is an answer: `enrolment.announced_by_another` where others
    said that they are this hall, `enrolment.not_nearby` where nobody did.
    """
    others = 0
    for one in halls:
        if one.stream != enrolled.stream:
            continue
        door = HallConnection(one.url, FixedToken("", enrolled.ca_pem))
        try:
            hall = await door.ask("GET", "/v1/enrolment", _HALL)
        except Unreachable:
            others += 1
            continue
        finally:
            await door.aclose()
        if isinstance(hall, HallShown) and hall.stream == enrolled.stream:
            return one.url
    return (
        Refusal("enrolment.announced_by_another", {"count": others})
        if others
        else Refusal("enrolment.not_nearby")
    )


def _said(info: AsyncServiceInfo) -> Nearby | None:
    """What can be used of an announcement; nothing in it is believed."""
    told: dict[str, Any] = {
        key.decode(errors="replace"): (value or b"").decode(errors="replace")
        for key, value in info.properties.items()
    }
    addresses = info.parsed_addresses(IPVersion.V4Only)
    if not addresses or not info.port:
        return None
    name = "".join(char for char in str(told.get("name", "")) if char.isprintable())[:_NAME_CHARS_MAX]
    address = ipaddress.ip_address(addresses[0])
    return Nearby(
        name=name, stream=str(told.get("stream", ""))[:_NAME_CHARS_MAX], url=f"https://{address}:{info.port}"
    )
