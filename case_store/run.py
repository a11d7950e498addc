"""One store as a process: `python main.py store --config FILE`. Port 0 takes a free one; TLS off this machine."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from case_store.check_assets import ASSETS
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.logs import configure_logs
from case_store.policy_files import load_texts
from case_store.service.app import create_app
from case_store.service.tls import ServiceTls
from case_store.store import Store
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader

STOP_WITHIN_S = 3
GARBAGE_BEFORE_A_LOOK = 20_000  # objects; a request makes some hundreds
_log = structlog.get_logger(__name__)
Announcing = Callable[[], Coroutine[Any, Any, None]]


class _Server(uvicorn.Server):
    """Writes the ready file once requests are answered."""

    def __init__(
        self, config: uvicorn.Config, ready_file: Path | None, port: int, announcing: Announcing | None = None
    ) -> None:
        super().__init__(config)
        self._ready_file, self._port = ready_file, port
        self._announcing = announcing
        self._task: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start answering, then say so."""
        await super().startup(sockets)
        if self.started:
            _log.info("store ready", port=self._port)
            if self._ready_file is not None:
                part = self._ready_file.with_name(self._ready_file.name + ".part")
                part.write_text(f"{self._port}\n", "utf-8")
                part.replace(self._ready_file)  # whoever waits for the file finds it whole
            if self._announcing is not None:
                self._task = asyncio.create_task(self._announcing())

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say nothing more, then end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await super().shutdown(sockets)


def spare_the_garbage_collector() -> None:
    """What is loaded by now stays to the end: to look through it again would hold up whoever asks by 30 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_BEFORE_A_LOOK, 20, 50)


def run(config_file: Path) -> int:
    """Serve until asked to end. 0; 1 when the store could not be opened, with the operator's sentence on stderr."""
    gc.freeze()  # the modules; what is opened now may be a log of millions, which makes real garbage
    gc.enable()
    configure_logs()
    try:
        config = load_config(config_file)
        store = Store(config)
    except (StoreError, PolicyError) as error:
        return _not_opened(error)
    try:
        listening = _listen(config.host, config.port)
        tls = ServiceTls(config.tls, config.host) if config.tls else None
        server = _Server(
            uvicorn.Config(
                create_app(store, tls),
                ssl_context_factory=(lambda _config, _default: tls.context) if tls else None,
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                ws_per_message_deflate=False,  # on a LAN 24 compressions cost more than they save
                lifespan="on",
                log_config=None,
                access_log=False,  # paths carry citizens' codes
                server_header=False,
                timeout_graceful_shutdown=STOP_WITHIN_S,
            ),
            config.ready_file,
            listening.getsockname()[1],
            _announcing(store, listening.getsockname()[1]),
        )
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(
                asked, signal.SIG_IGN
            )  # uvicorn raises it again when it has ended: we have a file to close
        spare_the_garbage_collector()
        server.run(sockets=[listening])
    except StoreError as error:
        return _not_opened(error)
    finally:
        store.close()
    return 0


def _announcing(store: Store, port: int) -> Announcing | None:
    """mDNS, where the configuration asks for it."""
    config = store.config
    if config.tls is None or not config.tls.announce:
        return None
    from case_store.service.announce import announce  # noqa: PLC0415  most halls do without

    names, host = config.tls.names, config.host
    name = store.policy.hall.short_name
    return lambda: announce(name, config.name, (*names, host), port)


def _not_opened(error: StoreError | PolicyError) -> int:
    _log.error("store not opened", code=error.code, sentence=sentence(error), **error.facts)
    return 1


def sentence(error: StoreError | PolicyError) -> str:
    """The operator's sentence; without the catalogue, which may be what is broken, the error itself."""
    if isinstance(error, PolicyError):
        return str(error)
    try:
        return load_texts(ASSETS).refusal(error.code, Reader.OPERATOR, **error.facts)
    except PolicyError:
        return str(error)


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise StoreError("store.port", why=os.strerror(error.errno or 0)) from error
    return listening


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1])))
