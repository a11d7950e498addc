"""Headless Chromium as a telephone: pages are served from memory with their real headers, and driven over CDP."""

import base64
import json
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

START_WITHIN_S = 60
ANSWER_WITHIN_S = 60
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-extensions", "--remote-debugging-port=0", "--remote-allow-origins=*"),
)


def browser() -> str | None:
    """The Chromium of this machine, None when there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def serving(pages: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[str]:
    """The address under which each page answers by its name. A page that is asked for and not there answers 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path.removeprefix("/"))
            self.send_response(200 if page is not None else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Telephone:
    """One tab. Answers of the browser are waited for by their id, events by their name."""

    socket: ClientConnection
    _last: int = 0
    _events: list[dict[str, Any]] = field(default_factory=list)

    def do(self, method: str, **params: object) -> dict[str, Any]:
        """A command of the DevTools protocol."""
        self._last += 1
        self.socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv(timeout=ANSWER_WITHIN_S))
            if told.get("id") == self._last:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                result: dict[str, Any] = told["result"]
                return result
            self._events.append(told)

    def hold(self, width: int, *, dark: bool = False, medium: str = "screen") -> Self:
        """How wide it is, in CSS pixels, and whether the phone is dark; "print" is paper."""
        self.do(
            "Emulation.setDeviceMetricsOverride", width=width, height=844, deviceScaleFactor=1, mobile=True
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.do("Emulation.setEmulatedMedia", media=medium, features=[scheme])
        return self

    def open(self, url: str) -> Self:
        """Go there, until everything is loaded."""
        self._events.clear()
        self.do("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self._events):
            self._events.append(json.loads(self.socket.recv(timeout=ANSWER_WITHIN_S)))
        return self

    def tell(self, expression: str) -> Any:
        """What JavaScript answers; the page itself may have none. Raises RuntimeError when it throws."""
        told = self.do("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(str(told["exceptionDetails"]))
        return told["result"].get("value")

    def picture(self, file: Path) -> None:
        """A PNG of the whole page."""
        size = self.do("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.do("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        file.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def telephone(profile: Path) -> Iterator[Telephone]:
    """A browser of its own, ended with the block. `profile`: a folder that does not exist yet."""
    chromium = browser()
    if chromium is None:
        raise RuntimeError("no chromium; `make setup` brings it in")
    with subprocess.Popen(
        [chromium, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            port = _port(process)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as listed:
                tab = next(one for one in json.load(listed) if one["type"] == "page")
            with connect(tab["webSocketDebuggerUrl"], max_size=None) as socket:
                phone = Telephone(socket)
                phone.do("Page.enable")
                yield phone
        finally:
            process.terminate()
            process.wait(START_WITHIN_S)


def _port(process: "subprocess.Popen[str]") -> str:
    """Told on stderr once it listens."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("DevTools listening on "):
            threading.Thread(target=process.stderr.read, daemon=True).start()  # so that it never waits for us
            return line.split("/")[2].rpartition(":")[2]
    raise RuntimeError("chromium did not start")
