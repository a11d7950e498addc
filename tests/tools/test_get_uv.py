"""The ladder against a real index on the loopback, whose wheel is a small shell script."""

import hashlib
import io
import json
import platform
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tools import get_uv

WHEEL = "uv-test.whl"


def wheel_with(script: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"uv-{get_uv.UV_VERSION}.data/scripts/uv", script)
    return buffer.getvalue()


GOOD_WHEEL = wheel_with(f"#!/bin/sh\necho uv {get_uv.UV_VERSION}\n")
JSON_PAGE = json.dumps({"files": [{"filename": WHEEL, "url": f"../../packages/{WHEEL}"}]})
HTML_PAGE = f'<a href="../../packages/{WHEEL}#sha256=0">{WHEEL}</a>'


class Index:
    """A package index that serves what the test puts on it."""

    def __init__(self) -> None:
        self.pages = {"/simple/uv/": JSON_PAGE.encode(), f"/packages/{WHEEL}": GOOD_WHEEL}
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = pages.get(self.path)
                self.send_response(200 if body is not None else 404)
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_args: object) -> None:
                """Say nothing: the base class would write to stderr."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/simple/"


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    index = Index()
    thread = threading.Thread(target=index.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"near={index.url}")
    monkeypatch.setattr(
        get_uv, "WHEELS", {platform.machine(): (WHEEL, hashlib.sha256(GOOD_WHEEL).hexdigest())}
    )
    yield index
    index.server.shutdown()
    thread.join()
    index.server.server_close()


@pytest.mark.parametrize("page", [JSON_PAGE, HTML_PAGE])
def test_the_standard_library_alone_brings_a_uv_that_runs(index: Index, page: str, tmp_path: Path) -> None:
    index.pages["/simple/uv/"] = page.encode()
    uv = get_uv.with_nothing(tmp_path)
    assert get_uv.version_of(uv) == tuple(map(int, get_uv.UV_VERSION.split(".")))


def test_a_wheel_with_another_hash_is_refused_before_anything_is_written(
    index: Index, tmp_path: Path
) -> None:
    index.pages[f"/packages/{WHEEL}"] = wheel_with("#!/bin/sh\necho uv 9.9.9\n")
    with pytest.raises(get_uv.RungBroken, match="pinned sha256"):
        get_uv.with_nothing(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_index_without_our_version_or_without_an_answer_says_so(index: Index, tmp_path: Path) -> None:
    index.pages["/simple/uv/"] = b"{}"
    with pytest.raises(get_uv.RungBroken, match="does not list"):
        get_uv.with_nothing(tmp_path)
    del index.pages["/simple/uv/"]
    with pytest.raises(get_uv.RungBroken, match="404"):
        get_uv.with_nothing(tmp_path)


def test_the_link_leads_to_the_first_rung_that_holds(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_home: Path) -> Path:
        raise get_uv.RungBroken("not here")

    monkeypatch.setattr(get_uv, "LADDER", (broken, get_uv.with_nothing))
    assert get_uv.main(tmp_path / ".tools" / "uv") == 0
    assert get_uv.version_of(tmp_path / ".tools" / "uv")


def test_when_no_rung_holds_every_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(get_uv, "LADDER", (get_uv.on_path,))
    assert get_uv.main(tmp_path / ".tools" / "uv") == 1
    assert "on_path: not on PATH" in capsys.readouterr().err


def test_a_uv_too_old_for_our_lock_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "uv"
    old.write_text("#!/bin/sh\necho uv 0.4.1\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(get_uv.RungBroken, match="older than"):
        get_uv.on_path(tmp_path)
