"""Devices that were let in (made from events), the codes that let them in, and how often each has come (no events)."""

import sqlalchemy as sa

from case_store.log.columns import key_text, metadata, number, number_or_null, text, text_or_null

device = sa.Table(
    "device",
    metadata,
    key_text("stream"),
    key_text("device_id"),
    text("role"),
    text("name"),
    number("epoch"),
    text("public_key"),  # Ed25519, base64
    text("reader_key"),  # X25519 of a hall, else ""
    text("standing"),
    number("enrolled_at_us"),
    text("enrolled_by"),
    number_or_null("ended_at_us"),
    text_or_null("ended_by"),  # staff id; "system" where the hall itself noticed
    text_or_null("ended_why"),
)

device_key = sa.Table(  # every key that ever came in: none comes in twice
    "device_key", metadata, key_text("stream"), key_text("public_key"), text("device_id"), number("epoch")
)

device_code = sa.Table(
    "device_code",
    metadata,
    key_text("stream"),
    key_text("code_name"),
    text("proof_key"),  # hex; made of the code, which is nowhere
    text("device_id"),
    text("role"),
    text("name"),
    text("staff_id"),
    number("made_at_us"),
    number("wrong", 0),
    text_or_null("used_by"),  # the public key: an answer that was lost is given again
)

device_turn = (
    sa.Table(  # the last word that a device and its hall have in common; a copy of the device lacks it
        "device_turn",
        metadata,
        key_text("stream"),
        key_text("device_id"),
        number("epoch"),
        number("n"),
        text("shown"),  # SHA-256 in hex
        text("next"),
    )
)

DEVICE_PROJECTIONS: tuple[sa.Table, ...] = (device, device_key)
