"""Rows of the log as COPY reads them: text that whoever opens a batch can make without a database.

A line lacks what is known only where it is placed (position, when it was received) and what is the same for all of its
batch; `finished` adds them.
"""

from collections.abc import Sequence
from typing import Any

import orjson

COLUMNS = (
    "id", "aggregate", "type", "actor", "command_id", "policy_rev", "prev", "hash", "tenure", "seq", "hlc",
    "at_us", "v", "body", "position", "received_at_us", "stream", "node", "epoch",
)  # fmt: skip
_LINE = "\t".join(["%s"] * 14)


def lines_of(columns: Sequence[Sequence[Any]], hashes: Sequence[str], at_us: Sequence[int]) -> bytes:
    """The beginnings of lines, of the columns of envelopes. Their texts are plain: what is not would need care here,
    and no event of ours has a tab or a backslash in a name."""
    (
        ids, _streams, aggregates, tenures, _nodes, _epochs, seqs, hlcs, _ats, types, vs, actors,
        command_ids, policy_revs, bodies, prevs,
    ) = columns  # fmt: skip
    told = [orjson.dumps(body).decode() for body in bodies]
    rows = zip(
        ids, aggregates, types, actors, command_ids, policy_revs, prevs, hashes,
        tenures, seqs, hlcs, at_us, vs, told, strict=True,
    )  # fmt: skip
    lines = "\n".join(map(_LINE.__mod__, rows))
    return lines.replace("\\", "\\\\").encode()  # JSON has no other letter that COPY takes for its own


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
