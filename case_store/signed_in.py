"""A question to the hall that runs here, asked by somebody with a PIN: for `admin` commands.

The hall's own configuration says where it listens and with which token; rights and rules are the service's.
"""

import ipaddress
from collections.abc import Awaitable, Callable
from typing import TypeVar

from case_store.client.credentials import FixedToken
from case_store.client.hall import HallClient
from case_store.config import StoreConfig
from case_store.enrolment.ca import HallCa
from case_store.errors import StoreError
from case_store.tokens import COUNTER, OPERATOR, read_tokens
from cases.refusal import Refusal

AnswerT = TypeVar("AnswerT")


async def ask_signed_in(
    config: StoreConfig,
    staff_id: str,
    pin: str,
    ask: Callable[[HallClient], Awaitable[AnswerT | Refusal]],
) -> AnswerT | Refusal:
    """Sign in at no counter, ask, sign out. Raises StoreError, Unreachable."""
    async with operator_client(config) as client:
        entered = await client.sign_in(staff_id, pin, None)
        if isinstance(entered, Refusal):
            return entered
        try:
            return await ask(client)
        finally:
            await client.sign_out()


def service_url(config: StoreConfig) -> str:
    """Where the service of a store on this machine answers. Raises StoreError as `_port`."""
    scheme = "http" if config.tls is None else "https"
    return f"{scheme}://{_host(config.host)}:{_port(config)}"


def operator_client(config: StoreConfig) -> HallClient:
    """The operator at the machine of the store, by the token of a file. Raises StoreError."""
    tokens = read_tokens(config.tokens_file)
    if config.tls is None:
        return HallClient(service_url(config), tokens.get(OPERATOR) or tokens.get(COUNTER, ""))
    ca_pem = HallCa(config.tls.folder).pem
    return HallClient(service_url(config), FixedToken(tokens.get(OPERATOR, ""), ca_pem))


def _host(host: str) -> str:
    address = ipaddress.ip_address(host)
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "[::1]"  # noqa: PLR2004  IPv4
    return f"[{host}]" if ":" in host else host


def _port(config: StoreConfig) -> int:
    """Where the service listens. Raises StoreError when it took a free port and has not said which."""
    if config.port or config.ready_file is None:
        return config.port
    try:
        return int(config.ready_file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError("store.port", why=str(config.ready_file)) from error
