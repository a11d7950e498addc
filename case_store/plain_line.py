"""Plain HTTP stays on this machine: an address in clear is loopback, or it is refused."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether an address or "localhost" is this machine. Another name may be anybody's."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def stays_here(url: str) -> str:
    """The URL, if it is https or on loopback. Raises ValueError with a sentence."""
    parts = urlsplit(url)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("http 只能用于本机（127.0.0.1）；其他机器要用 https")
    return url
