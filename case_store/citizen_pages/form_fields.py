"""The fields of a form that a phone has sent: bounded, decoded, never an error."""

from urllib.parse import parse_qsl

from fastapi import Request

STAMP, TRAP, WORD = "stamp", "website", "word"  # names of fields
BYTES_MAX = 64_000  # 2,000 characters, each written as %XX%XX%XX, and once more as a hidden field
FIELDS_MAX = 16


async def read_fields(request: Request, bytes_max: int = BYTES_MAX) -> dict[str, str]:
    """The fields; of a form that is too long or torn, none."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > bytes_max:
            return {}
    try:
        given = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=FIELDS_MAX)
    except ValueError:
        return {}
    return dict(given)
