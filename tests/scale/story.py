"""What happens in a hall, command by command: the events of a morning that a hall really had, for ever."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from tests.bench.told_halls import TellingHall


def stories(citizens: Sequence[Sequence[bytes]], told: TellingHall) -> Iterator[list[Any]]:
    """Command by command, for ever; each hall begins its day with another citizen."""
    first = told.number * 7 % len(citizens)
    turned = [*citizens[first:], *citizens[:first]]
    commands = [command for citizen in turned for command in commands_of(citizen)]
    while True:
        told.days += 1
        for command in commands:
            yield [told.tell(raw) for raw in command]


def commands_of(raws: Sequence[bytes]) -> list[list[bytes]]:
    """What was committed together."""
    found: dict[str, list[bytes]] = {}
    for raw in raws:
        found.setdefault(orjson.loads(raw)["event"]["command_id"], []).append(raw)
    return list(found.values())
