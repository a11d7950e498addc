"""What somebody with a PIN asks of the store that runs here, answered on the terminal: one way for such commands."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.run import sentence
from case_store.signed_in import ask_signed_in
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.texts import Texts

Act = Callable[[HallClient, Texts], Awaitable[str | Refusal]]


def as_staff(refusal: Refusal, texts: Texts) -> str:
    """A refusal for whoever signed in."""
    return texts.tell(refusal, Reader.STAFF)


def at_the_store(
    config_file: Path,
    staff_id: str,
    pin: str,
    act: Act,
    *,
    tell: Callable[[Refusal, Texts], str] = as_staff,
) -> int:
    """0 and the answer on stdout; 1 and one sentence on stderr."""
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
        said = asyncio.run(ask_signed_in(config, staff_id, pin, lambda client: act(client, texts)))
    except (StoreError, PolicyError) as error:
        return failed(sentence(error))
    except Unreachable as error:
        return failed(texts.get("policy.admin.unreachable", why=error.reason))
    if isinstance(said, Refusal):
        return failed(tell(said, texts))
    print(said)
    return 0


def failed(said: str) -> int:
    """1 and one sentence on stderr."""
    print(said, file=sys.stderr)
    return 1
