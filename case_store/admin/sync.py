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
from case_store.sync import exchange
from case_store.sync.comparing import Comparing
from case_store.sync.exchange import Exchanged
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


def export(config_file: Path, out: Path) -> int:
    """What this hall has not had confirmed, as a file for its centre. 0; 1 with the reason."""
    return _with_store(config_file, lambda store: _written(exchange.write_events(store, out), out))


def take(config_file: Path, file: Path, answer: Path | None) -> int:
    """At the centre a hall's file, answered with another; at the hall that answer. 0; 1 with the reason."""

    def act(store: Store) -> int:
        if store.config.role == "hall":
            done = exchange.take_answer(store, file)
            print(
                f"{done.events} events confirmed, {done.apart} of them kept apart; {done.told} told to this hall"
            )
            return 0
        out = answer or file.with_name(file.name + ".answer")
        done = exchange.take_events(store, file, out)
        print(
            f"{done.events} events, {done.apart} kept apart; {done.told} to tell: give {out} back to the hall"
        )
        return 0

    return _with_store(config_file, act)


def _written(done: Exchanged, out: Path) -> int:
    print(
        f"{done.events} events in {out}: bring it to the centre; until its answer is here nothing is forgotten"
    )
    return 0


def _with_store(config_file: Path, act: Callable[[Store], int]) -> int:
    try:
        store = Store(load_config(config_file))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    try:
        return act(store)
    except StoreError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    finally:
        store.close()


def _with_upstream(config_file: Path, ask: Callable[[Store, Line], Awaitable[int]]) -> int:
    def act(store: Store) -> int:
        try:
            return asyncio.run(_asked(store, ask))
        except httpx2.HTTPError as error:
            raise StoreError("sync.unreachable", why=type(error).__name__) from error

    return _with_store(config_file, act)


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
