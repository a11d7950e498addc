"""Bearer tokens of roles for services that only this machine reaches: a JSON file of mode 0600, made by `demo`.

A hall that others reach has one token in it, the operator's (`admin ca`); its devices are enrolled.
"""

import json
import secrets
from collections.abc import Iterable
from pathlib import Path

from case_store.errors import StoreError
from case_store.private_file import read_private, write_private

KIOSK, COUNTER, WALL, DISPATCH = "kiosk", "counter", "wall", "dispatch"  # roles of screens
HALL = "hall"  # role at the centre: a hall that pushes
OPERATOR = "operator"  # `admin` verbs at the machine of the store itself
UPSTREAM = "upstream"  # not a role here: the token that this store shows upstream
TOKEN_BYTES = 32


def new_token() -> str:
    """A random token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def write_tokens(path: Path, tokens: dict[str, str]) -> None:
    """A new tokens file. Raises FileExistsError."""
    write_private(path, json.dumps(tokens, indent=1).encode())


def read_tokens(path: Path) -> dict[str, str]:
    """{role: token}. Raises StoreError when the file is missing, open to others, or not a tokens file."""
    content = read_private(path)
    try:
        tokens = json.loads(content)
    except ValueError as error:
        raise StoreError("store.key_file_invalid", path=str(path)) from error
    if not isinstance(tokens, dict) or not _are_tokens(tokens.items()):
        raise StoreError("store.key_file_invalid", path=str(path))
    return tokens


def _are_tokens(items: Iterable[tuple[object, object]]) -> bool:
    return all(isinstance(role, str) and isinstance(token, str) and token for role, token in items)
