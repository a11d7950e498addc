"""A row of case_key as the wrapped key that travels: one place names its columns."""

from typing import Any

from case_store.log.schema import case_key
from cases.sealed import WrappedKey

WRAPPED = (
    case_key.c.reader,
    case_key.c.ephemeral,
    case_key.c.nonce,
    case_key.c.ciphertext,
    case_key.c.suite,
)


def wrapped_key(row: Any) -> WrappedKey:
    """From the columns of WRAPPED, in their order."""
    reader, ephemeral, nonce, ciphertext, suite = row
    return WrappedKey(reader=reader, ephemeral=ephemeral, nonce=nonce, ciphertext=ciphertext, suite=suite)
