"""A hall says on the local network where it is (mDNS), for screens that are let in for the first time."""

import asyncio
import ipaddress
from collections.abc import Sequence

import structlog
from zeroconf import IPVersion, NonUniqueNameException
from zeroconf.asyncio import AsyncZeroconf

from case_store.client.nearby import announcement

_log = structlog.get_logger(__name__)


async def announce(name: str, stream: str, names: Sequence[str], port: int) -> None:
    """Until cancelled. A network that does not take it is logged: screens have the address in their own file."""
    addresses = _addresses(names)
    if not addresses:
        _log.warning("nothing to announce: names of [tls] hold no IPv4 address")
        return
    try:
        zeroconf = AsyncZeroconf(ip_version=IPVersion.V4Only)
    except OSError as error:
        _log.warning("not announced", why=type(error).__name__)
        return
    try:
        said = announcement(name, stream, addresses, port)
        await zeroconf.async_register_service(said, allow_name_change=True)
        await asyncio.Event().wait()
    except (OSError, NonUniqueNameException) as error:
        _log.warning("not announced", why=type(error).__name__)
    finally:
        await zeroconf.async_close()


def _addresses(names: Sequence[str]) -> tuple[str, ...]:
    """IPv4 addresses of the names of the certificate: what is announced must hold there, too."""
    found: list[str] = []
    for name in names:
        try:
            address = ipaddress.IPv4Address(name)
        except ValueError:
            continue
        if not address.is_unspecified:
            found.append(str(address))
    return tuple(dict.fromkeys(found))
