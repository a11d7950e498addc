"""A hall that tells what a test wants: a real server with the routes behind the dispatch screen's numbers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import TypeAdapter
from pydantic_core import to_json

from cases.figures.figure import FigureAsked
from cases.refusal import Refusal
from cases.views_dispatch import CaseCard
from cases.views_figures import AreaMap, BehindPage
from cases.views_risk import RiskPage


@dataclass(frozen=True, slots=True)
class _Question:
    asked: FigureAsked
    after: str


_QUESTION = TypeAdapter(_Question)


class ToldHall:
    """Set what it tells at any time; `is_mute` lets it answer nobody. Close it."""

    def __init__(
        self,
        behind: Callable[[FigureAsked, str], BehindPage | Refusal],
        card: Callable[[str], CaseCard | Refusal],
        areas: Callable[[str], AreaMap | Refusal],
        risk: Callable[[str, str], RiskPage | Refusal],
    ) -> None:
        self.behind, self.card, self.areas, self.risk = behind, card, areas, risk
        self.is_mute = False
        told = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(told.get(self.path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                question = _QUESTION.validate_json(body)
                self._answer(told.behind(question.asked, question.after))

            def _answer(self, answer: Any) -> None:
                if told.is_mute:
                    self.close_connection = True
                    return
                is_no = isinstance(answer, Refusal)
                content = to_json({"code": answer.code, "facts": answer.facts} if is_no else answer)
                self.send_response(409 if is_no else 200)
                kind = "application/problem+json" if is_no else "application/json"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base class's name
                """Tests read no access log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def get(self, target: str) -> object:
        """The answer to a question by address."""
        parts = urlsplit(target)
        words = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/v1/figures/areas":
            return self.areas(words.get("of", ""))
        if parts.path == "/v1/risk/page":
            return self.risk(words.get("area", ""), words.get("group", ""))
        return self.card(unquote(parts.path.removeprefix("/v1/figures/cases/")))

    def close(self) -> None:
        """The end of the test."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
