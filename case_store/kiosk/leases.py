"""What the hall lends a kiosk: ticket numbers per queue and date, case serials per date (design.md §2).

Plain functions on the outbox's connection, inside its transactions. A number that was taken is never taken again, also
when the hall lends the same block once more.
"""

from datetime import date
from typing import Any

from cases.views import Leases

SERIALS = "serials"  # kind of a block; the other kinds are queue letters


def keep(connection: Any, leases: Leases) -> None:
    """Everything the hall says that this kiosk holds; what it does not name any more is withdrawn."""
    rows = [(n.queue, n.business_date.isoformat(), n.first, n.last) for n in leases.numbers]
    rows += [(SERIALS, s.business_date.isoformat(), s.first, s.last) for s in leases.serials]
    connection.execute("UPDATE lease SET last = next - 1 WHERE last >= next")
    for kind, day, first, last in rows:
        connection.execute(
            "INSERT INTO lease (kind, business_date, first, last, next) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, business_date, first) DO UPDATE SET last = max(last, excluded.last)",
            (kind, day, first, last, first),
        )


def take(connection: Any, kind: str, day: date) -> int | None:
    """The next one of that date; None when used up."""
    row = connection.execute(
        "UPDATE lease SET next = next + 1 WHERE rowid = (SELECT rowid FROM lease WHERE kind = ?"
        " AND business_date = ? AND next <= last ORDER BY first LIMIT 1) RETURNING next - 1",
        (kind, day.isoformat()),
    ).fetchone()
    return None if row is None else int(row[0])


def free(connection: Any, kind: str, day: date) -> int:
    """How many are left of that date."""
    row = connection.execute(
        "SELECT coalesce(sum(last - next + 1), 0) FROM lease WHERE kind = ? AND business_date = ?",
        (kind, day.isoformat()),
    ).fetchone()
    return int(row[0])


def erase_before(connection: Any, day: date) -> None:
    """Days that are over need no numbers."""
    connection.execute("DELETE FROM lease WHERE business_date < ?", (day.isoformat(),))
