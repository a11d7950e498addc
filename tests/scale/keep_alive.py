"""One kept connection that asks and hears, cheaply: the generator shares its processors with what it measures.

What httpx2 does for a hall in life: a connection is kept, made anew when the other end has closed it, and a question is
sent once more only where the connection that was kept had gone before.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

TIMEOUT_S = 30.0
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class KeepAlive:
    """To one address; one question at a time."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.opened = 0

    async def ask(self, method: str, path: str, headers: Mapping[str, str], content: bytes = b"") -> Heard:
        """Raises OSError, TimeoutError, EOFError (asyncio.IncompleteReadError is one)."""
        told = {"Host": self._host, "Content-Length": str(len(content)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        question = f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content
        was_kept = self._line is not None
        try:
            async with asyncio.timeout(TIMEOUT_S):
                try:
                    return await self._once(question)
                except (OSError, EOFError):
                    self.close()
                    if not was_kept:
                        raise
                return await self._once(question)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            with suppress(OSError, RuntimeError):
                self._line[1].close()
            self._line = None

    async def _once(self, question: bytes) -> Heard:
        if self._line is None:
            self._line = await asyncio.open_connection(self._host, self._port)
            self.opened += 1
        reader, writer = self._line
        writer.write(question)
        await writer.drain()
        head = (await reader.readuntil(_HEAD_END)).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in head[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        content = await reader.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            self.close()
        return Heard(int(head[0].split(" ")[1]), headers, content)
