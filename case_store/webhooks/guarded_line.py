"""A line to a receiver that an administrator named, and to nowhere else (SSRF).

The address is looked up here, and the connection made to the very address that was looked at: a name that answers
otherwise the next moment (DNS rebinding) gains nothing. Redirects are not followed,
proxies of the environment not used.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from urllib.parse import urlsplit

import httpcore2
import httpx2

from case_store.config import WebhooksConfig
from cases.refusal import Refusal

HTTPS_PORT, HTTP_PORT = 443, 80
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_IPV4_AT_THE_END = tuple(map(ipaddress.IPv6Network, ("::/96", "64:ff9b::/96", "::ffff:0:0:0/96")))
_OF_A_SITE = tuple(
    map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "fec0::/10"))
)  # Python 3.11 calls them global
_IPV4_BITS = 0xFFFF_FFFF


class NotAllowed(OSError):
    """The receiver's name leads to an address that this store does not speak to."""


def check_url(url: str, *, demo: bool) -> Refusal | None:
    """Whether such an address may be written down at all."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not demo:
        return Refusal("webhook.https_only")
    if not parts.hostname or parts.username or parts.password:
        return Refusal("webhook.url_odd")
    return None


def is_allowed(address: str, config: WebhooksConfig) -> bool:
    """An address of the internet, or one of the networks that the operator has named."""
    found = _plain(ipaddress.ip_address(address.partition("%")[0]))
    if any(found in network for network in config.networks if network.version == found.version):
        return True
    return found.is_global and not found.is_multicast and not any(found in network for network in _OF_A_SITE)


def who_signs(config: WebhooksConfig) -> ssl.SSLContext:
    """The system's authorities and the operator's own. Made once: reading them takes 30 ms."""
    context = ssl.create_default_context()
    if config.ca_file is not None:
        context.load_verify_locations(config.ca_file)
    return context


def open_line(config: WebhooksConfig, context: ssl.SSLContext) -> httpx2.AsyncClient:
    """A client for one receiver. Connecting raises ConnectError where the address is not allowed."""
    transport = httpx2.AsyncHTTPTransport(verify=context, trust_env=False)
    transport._pool = httpcore2.AsyncConnectionPool(  # noqa: SLF001  httpx has no door for a backend of one's own
        ssl_context=context, max_connections=1, network_backend=_Guarded(config)
    )
    return httpx2.AsyncClient(
        transport=transport, trust_env=False, follow_redirects=False, timeout=config.timeout_s
    )


class _Guarded(httpcore2.AsyncNetworkBackend):
    """Looks the name up, refuses what is not allowed, connects to what it has looked at."""

    def __init__(self, config: WebhooksConfig) -> None:
        self._config, self._inner = config, httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  its shape is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore2.ConnectError("name not found") from error
        address = str(found[0][4][0])
        if not is_allowed(address, self._config):
            raise httpcore2.ConnectError("address not allowed") from NotAllowed(address)
        return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def _plain(address: _Address) -> _Address:
    """An IPv4 address that is written as IPv6 is what it is, also where a gateway (NAT64) makes it one again."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if any(address in network for network in _IPV4_AT_THE_END):
        return ipaddress.IPv4Address(int(address) & _IPV4_BITS)
    return address.ipv4_mapped or address.sixtofour or address
