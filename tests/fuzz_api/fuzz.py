"""Every operation of a service's document, asked with invented questions (schemathesis)."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fuzz_api.ground import Place

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ENDS_SESSIONS = frozenset({"/v1/sign-out", "/v1/sign-in", "/v1/own-pin"})  # would end the fuzzer's own
NOT_LET_IN = frozenset({"auth.right", "auth.no_counter", "auth.role"})
NAMED = ("device.", "auth.", "api_key.")
_CLIENT_ERROR = 400
SEED = os.environ.get("FUZZ_SEED")
PROBLEM = "application/problem+json"


@schemathesis.serializer("application/vnd.pingan-hall.push+json+gzip")
def _as_it_is(_context: Any, value: Any) -> bytes:
    """A batch of nonsense: real ones are what tests/sync makes."""
    return value if isinstance(value, bytes) else str(value).encode()


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, as the document has it."""

    method: str
    path: str
    of_schema: Any

    @property
    def name(self) -> str:
        """For a person."""
        return f"{self.method} {self.path}"


def operations(place: Place) -> Iterator[Operation]:
    """Everything that the document names."""
    document = httpx2.get(f"{place.url}/openapi.json", trust_env=False, timeout=60).json()
    schema = schemathesis.openapi.from_dict(_plain(document))
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        yield Operation(operation.method.upper(), operation.path, operation)


def is_let_in(place: Place, who: str, operation: Operation) -> bool:
    """Whether somebody gets as far as the question itself."""
    answer = place.ask(who, operation.method, filled(operation.path))
    if answer.headers.get("content-type") != PROBLEM:
        return True
    code = answer.json()["code"]
    return code not in NOT_LET_IN and not code.startswith(NAMED)


def filled(path: str) -> str:
    """A path with something in its gaps."""
    while "{" in path:
        start, _, rest = path.partition("{")
        path = f"{start}x{rest.partition('}')[2]}"
    return path


def fuzz(place: Place, operation: Operation, examples: int, who: Collection[str], turn: int = 0) -> str:
    """What is wrong with it, "" when nothing was found. `who`: who may ask, one after the other.

    Each `turn` asks other questions, the same ones whenever it is run.
    """
    asked = 0
    identities = [dict(place.who[name]) for name in who] or [{}]

    @seed(turn if SEED is None else int(SEED) + turn)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.of_schema.as_strategy())
    def ask(case: Any) -> None:
        nonlocal asked
        asked += 1
        answer = case.call(headers=identities[asked % len(identities)], base_url=place.url)
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= _CLIENT_ERROR and answer.headers.get("content-type") != [PROBLEM]:
            raise AssertionError(f"{answer.status_code} is no problem document: {answer.headers}")

    try:
        ask()
    except BaseException as error:  # a group of failures of schemathesis's own
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{operation.name}: {_told(error)}"
    return ""


def _plain(node: Any) -> Any:
    """schemathesis 4.32 makes an invalid schema of `prefixItems`: what it says, but for the order, said otherwise."""
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if not isinstance(node, dict):
        return node
    node = {name: _plain(value) for name, value in node.items()}
    if isinstance(any_of := node.pop("prefixItems", None), list):
        node["items"] = {"anyOf": any_of}
    return node


def _told(error: BaseException) -> str:
    inner = getattr(error, "exceptions", None)
    return " | ".join(str(one) for one in inner) if inner else str(error)
