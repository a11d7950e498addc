"""The part of IPP (RFC 8010, 8011) that prints one document and asks how it went. Sans-IO: bytes in, bytes out."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

PRINT_JOB, CANCEL_JOB, GET_JOB_ATTRIBUTES, GET_PRINTER_ATTRIBUTES = 0x0002, 0x0008, 0x0009, 0x000B
GROUP_OPERATION, GROUP_JOB, GROUP_END = 0x01, 0x02, 0x03
_GROUPS_END = 0x0F  # tags up to here begin a group

INTEGER, ENUM = 0x21, 0x23
KEYWORD, URI, CHARSET, LANGUAGE, NAME, MIME = 0x44, 0x45, 0x47, 0x48, 0x42, 0x49

VERSION = (1, 1)
Value = int | str
Attributes = Mapping[str, tuple[Value, ...]]


class NotIpp(Exception):
    """Bytes that are no answer of a printer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` below 0x0100 is success. Attributes by name; what is neither number nor text is left out."""

    status: int
    attributes: Attributes = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        """Whether the printer did what it was asked."""
        return self.status < 0x0100  # noqa: PLR2004  successful-ok and its relatives (RFC 8011, B.1)

    def words(self, name: str) -> frozenset[str]:
        """The keywords of an attribute."""
        return frozenset(value for value in self.attributes.get(name, ()) if isinstance(value, str))

    def number(self, name: str) -> int | None:
        """The first number of an attribute."""
        return next((value for value in self.attributes.get(name, ()) if isinstance(value, int)), None)


def request(operation: int, request_id: int, given: list[tuple[int, str, Value]]) -> bytes:
    """A request without its document. `given`: (tag, name, value) of the operation group, in their order."""
    head = struct.pack(">BBHI", *VERSION, operation, request_id)
    first: list[tuple[int, str, Value]] = [
        (CHARSET, "attributes-charset", "utf-8"),
        (LANGUAGE, "attributes-natural-language", "zh-cn"),
    ]
    body = b"".join(_attribute(tag, name, value) for tag, name, value in (*first, *given))
    return head + bytes([GROUP_OPERATION]) + body + bytes([GROUP_END])


def answer(data: bytes) -> Answer:
    """What a printer answered. Raises NotIpp."""
    try:
        status = int(struct.unpack_from(">BBHI", data)[2])
        attributes: dict[str, list[Value]] = {}
        for name, value in _values(data, 8):
            attributes.setdefault(name, []).append(value)
    except (struct.error, IndexError, UnicodeDecodeError) as broken:
        raise NotIpp(str(broken)) from broken
    return Answer(status, {name: tuple(values) for name, values in attributes.items()})


def _attribute(tag: int, name: str, value: Value) -> bytes:
    raw = struct.pack(">i", value) if isinstance(value, int) else value.encode()
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(raw)) + raw


def _values(data: bytes, at: int) -> Iterator[tuple[str, Value]]:
    name = ""
    while (tag := data[at]) != GROUP_END:
        at += 1
        if tag <= _GROUPS_END:
            continue
        more, at = _counted(data, at)
        raw, at = _counted(data, at)
        name = more.decode() or name  # an attribute of many values says its name once
        if tag in (INTEGER, ENUM):
            yield name, int(struct.unpack(">i", raw)[0])
        elif tag in (KEYWORD, URI, NAME):
            yield name, raw.decode()


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    length = int(struct.unpack_from(">H", data, at)[0])
    end = at + 2 + length
    if end > len(data):
        raise IndexError("cut off")
    return data[at + 2 : end], end
