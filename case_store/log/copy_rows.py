"""Rows of the log as COPY reads them: text that whoever opens a batch can make without a database.

A line lacks what is known only where it is placed (position, when it was received) and what is the same for all of its
batch; `finished` adds them.
"""

import orjson

from case_store.log.micros import to_us
from cases.envelope import Envelope

COLUMNS = (
    "id", "aggregate", "type", "actor", "command_id", "policy_rev", "prev", "hash", "tenure", "seq", "hlc",
    "at_us", "v", "body", "position", "received_at_us", "stream", "node", "epoch",
)  # fmt: skip


def line_of(envelope: Envelope, hash_: str) -> str | None:
    """The beginning of a line; None for what would need care: no event of ours has a tab or a backslash in a name."""
    (
        id_, _stream, aggregate, tenure, _node, _epoch, seq, hlc, at, type_, v, actor, command_id,
        policy_rev, body, prev,
    ) = envelope  # fmt: skip
    if not is_plain(f"{id_}{aggregate}{type_}{actor}{command_id}{policy_rev}{prev}"):
        return None
    told = (
        orjson.dumps(body).decode().replace("\\", "\\\\")
    )  # JSON has no other letter that COPY takes for its own
    return (
        f"{id_}\t{aggregate}\t{type_}\t{actor}\t{command_id}\t{policy_rev}\t{prev}\t{hash_}"
        f"\t{tenure}\t{seq}\t{hlc}\t{to_us(at)}\t{v}\t{told}"
    )


def is_plain(text: str) -> bool:
    """Whether COPY reads it as it stands."""
    return text.isprintable() and "\\" not in text


def values_of(lines: bytes) -> list[list[str]]:
    """What finished lines say, in the order of COLUMNS, each as text."""
    return [line.replace("\\\\", "\\").split("\t") for line in lines.decode().split("\n")[:-1]]


def finished(lines: bytes, first: int, received_at_us: int, of_all: tuple[str, str, int]) -> bytes:
    """Lines with positions from `first` on, and (stream, node, epoch) of all of them; those must be plain."""
    stream, node, epoch = of_all
    end = f"\t{received_at_us}\t{stream}\t{node}\t{epoch}\n".encode()
    return b"".join([b"%b\t%d%b" % (line, first + n, end) for n, line in enumerate(lines.split(b"\n"))])
