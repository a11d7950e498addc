"""A question to the hall that runs here, asked by somebody with a PIN: for `admin` commands.

The hall's own configuration says where it listens and with which token; rights and rules are the service's.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from case_store.client.hall import HallClient
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.tokens import COUNTER, read_tokens
from cases.refusal import Refusal

AnswerT = TypeVar("AnswerT")


async def ask_signed_in(
    config: StoreConfig,
    staff_id: str,
    pin: str,
    ask: Callable[[HallClient], Awaitable[AnswerT | Refusal]],
) -> AnswerT | Refusal:
    """Sign in at no counter, ask, sign out. Raises StoreError, Unreachable."""
    token = read_tokens(config.tokens_file).get(COUNTER, "")
    async with HallClient(service_url(config), token) as client:
        entered = await client.sign_in(staff_id, pin, None)
        if isinstance(entered, Refusal):
            return entered
        try:
            return await ask(client)
        finally:
            await client.sign_out()


def service_url(config: StoreConfig) -> str:
    """Where the service of a store on this machine answers. Raises StoreError as `_port`."""
    return f"http://{_host(config.host)}:{_port(config)}"


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port(config: StoreConfig) -> int:
    """Where the service listens. Raises StoreError when it took a free port and has not said which."""
    if config.port or config.ready_file is None:
        return config.port
    try:
        return int(config.ready_file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError("store.port", why=str(config.ready_file)) from error
