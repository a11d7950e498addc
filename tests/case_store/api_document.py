"""The list of routes in docs/api.md, made from the document of the service.

`python -m tests.case_store.api_document` writes it anew; a test holds that it is what this makes.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from case_store.service.app import create_app
from tests.case_store.one_hall import OneHall

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
BLOCK = re.compile(r"<!-- routes -->\n.*?<!-- /routes -->", re.DOTALL)
_ACT = re.compile(r"(?<=/acts/)[^/{}]+$")
_WHO = {
    frozenset(): "anybody",
    frozenset({"HTTPBearer"}): "a device",
    frozenset({"HTTPBearer", "APIKeyHeader"}): "signed in",
    frozenset({"ApiKey"}): "a key",
}


def routes(openapi: dict[str, Any]) -> str:
    """Every route with who may and what it does, by subject; acts of one kind on a line."""
    subjects: dict[str, dict[str, list[str]]] = {}
    for path, method, told in _told(openapi):
        lines = subjects.setdefault(told["tags"][0], {})
        if (act := _ACT.search(path)) is None:
            lines[f"- `{method} {path}` ({_who(told)}): {_first_line(told)}"] = []
        else:
            lines.setdefault(f"- `{method} {path[: act.start()]}…` ({_who(told)})", []).append(act[0])
    return "\n".join(
        f"\n**{subject}**\n\n"
        + "\n".join(line + (f": {', '.join(acts)}" if acts else "") for line, acts in lines.items())
        for subject, lines in subjects.items()
    )


def with_routes(document: str, openapi: dict[str, Any]) -> str:
    """The document with the list as it is now."""
    block = f"<!-- routes -->\n{routes(openapi)}\n<!-- /routes -->"
    return BLOCK.sub(lambda _found: block, document)


def _told(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in openapi["paths"].items():
        for method, told in methods.items():
            yield path, method.upper(), told


def _who(told: dict[str, Any]) -> str:
    return _WHO[frozenset(name for one in told.get("security", ()) for name in one)]


def _first_line(told: dict[str, Any]) -> str:
    return str(told["description"]).partition("\n")[0]


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        one = OneHall(Path(folder))
        made = with_routes(DOCUMENT.read_text("utf-8"), create_app(one.store).openapi())
        one.store.close()
    DOCUMENT.write_text(made, "utf-8")
