"""`CENTRAL=postgresql://… make run`: the demo's centre in a PostgreSQL of yours, in a schema of its own each time.

Nothing that is there is touched; `DROP SCHEMA demo_… CASCADE` removes what a demo left.
"""

import os
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

VARIABLE = "CENTRAL"


def fresh_schema() -> str | None:
    """The URL of a new empty schema, None where no database is named. Raises SystemExit with a sentence."""
    url = os.environ.get(VARIABLE)
    if not url:
        return None
    import psycopg
    from psycopg import sql

    name = f"demo_{datetime.now(UTC):%Y%m%d_%H%M%S_%f}"
    try:
        with psycopg.connect(url) as connection:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
    except psycopg.Error as error:
        raise SystemExit(f"{VARIABLE}: this database cannot be used for the demo: {error}") from error
    parts = urlsplit(url)
    asked = [*parse_qsl(parts.query), ("options", f"-c search_path={name} -c client_min_messages=warning")]
    return urlunsplit(parts._replace(query=urlencode(asked, safe="/").replace("+", "%20")))
