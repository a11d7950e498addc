"""`python main.py admin sync …`: what an operator does about a store and the one above it; it must be stopped."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2

from case_store.config import load_config
from case_store.errors import StoreError
from case_store.run import sentence
from case_store.store import Store
from case_store.sync.comparing import Comparing
from case_store.sync.line import Line
from case_store.sync.re_enrol import Outcome
from case_store.sync.re_enrol import re_enrol as go_on
from case_store.sync.upstream import upstream_credentials
from cases.policy.policy_file import PolicyError

OPERATOR = "operator"


def compare(config_file: Path) -> int:
    """0: nothing differs; 1: it could not be compared; 2: something differed, and was mended or kept apart."""

    async def ask(store: Store, line: Line) -> int:
        config = store.config
        comparing = Comparing(
            stream=config.name, node=config.node, line=line, in_log=store.in_log, clock=store.clock
        )
        found = await comparing.once()
        if not found:
            print("nothing differs")
            return 0
        print(f"{len(found.lacking)} events that upstream lacks: pushed again at the next start")
        print(f"{len(found.lost)} events that were lost here: read back")
        print(f"{len(found.different)} events that read otherwise: pushed, kept apart upstream for a person")
        return 2

    return _with_upstream(config_file, ask)


def re_enrol(config_file: Path) -> int:
    """Go on as the one machine of this node. 0; 1 when upstream is not reached."""

    async def ask(store: Store, line: Line) -> int:
        outcome, adopted = await go_on(store, line, OPERATOR)
        if outcome is Outcome.NOTHING or adopted is None:
            print("upstream has our own chain: nothing to do")
            return 0
        print(f"{outcome}: epoch {adopted.epoch}, {adopted.back} events back, {adopted.moved} moved on")
        print(f"{adopted.apart} events wait in quarantine: python main.py admin quarantine")
        return 0

    return _with_upstream(config_file, ask)


def _with_upstream(config_file: Path, ask: Callable[[Store, Line], Awaitable[int]]) -> int:
    try:
        store = Store(load_config(config_file))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    try:
        return asyncio.run(_asked(store, ask))
    except StoreError as error:
        print(sentence(error), file=sys.stderr)
    except httpx2.HTTPError as error:
        print(sentence(StoreError("sync.unreachable", why=type(error).__name__)), file=sys.stderr)
    finally:
        store.close()
    return 1


async def _asked(store: Store, ask: Callable[[Store, Line], Awaitable[int]]) -> int:
    config = store.config
    if config.upstream is None:
        raise StoreError("sync.no_upstream")
    token = upstream_credentials(config, store.keys)
    line = Line(
        stream=config.name, node=config.node, key=store.keys.signing, url=config.upstream.url, token=token
    )
    try:
        return await ask(store, line)
    finally:
        await line.aclose()
