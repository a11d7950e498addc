"""A printer in the network: raw bytes to port 9100, its answers on the same connection."""

import select
import socket

CONNECT_S_MAX = 2.0
WRITE_S_MAX = 10.0
READ_BYTES = 256


class TcpWire:
    """TCP says when the far end is full: `write` waits then. The connection is kept: no ticket waits for one."""

    bytes_per_s: float | None = None

    def __init__(self, host: str, port: int = 9_100) -> None:
        self.name = f"{host}:{port}"
        self._address = (host, port)
        self._socket: socket.socket | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a connection; the printer may have closed it since."""
        return self._socket is not None

    def open(self) -> None:
        """Connect."""
        connection = socket.create_connection(self._address, CONNECT_S_MAX)
        connection.settimeout(WRITE_S_MAX)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a question is three bytes
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._socket = connection

    def write(self, data: bytes) -> None:
        """All of it, as fast as the printer takes it."""
        self._held().sendall(data)

    def read(self, wait_s: float) -> bytes:
        """What has come. Raises ConnectionError when the printer has closed."""
        connection = self._held()
        if not select.select([connection], [], [], wait_s)[0]:
            return b""
        data = connection.recv(READ_BYTES)
        if not data:
            raise ConnectionResetError(f"{self.name} has closed")
        return data

    def close(self) -> None:
        """Disconnect."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _held(self) -> socket.socket:
        if self._socket is None:
            raise ConnectionError(f"{self.name} is closed")
        return self._socket
