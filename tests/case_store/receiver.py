"""A receiver of webhooks: a real HTTP server that takes, refuses, fails, redirects or hangs."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

WITHIN_S = 60


class Receiver:
    """`status` 0: it takes the question and does not answer."""

    def __init__(self, status: int = 200) -> None:
        self.status, self.location = status, ""
        self.got: list[tuple[dict[str, str], bytes]] = []
        self._changed, self._over = threading.Condition(), threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.heard({name.lower(): value for name, value in self.headers.items()}, body)
                if receiver.status == 0:
                    receiver._over.wait(WITHIN_S)
                    return
                self.send_response(receiver.status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its own name
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/hook"

    def heard(self, headers: dict[str, str], body: bytes) -> None:
        """One more."""
        with self._changed:
            self.got.append((headers, body))
            self._changed.notify_all()

    def wait(self, count: int) -> list[tuple[dict[str, str], bytes]]:
        """Until it has heard so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.got) >= count, WITHIN_S), len(self.got)
            return list(self.got)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
