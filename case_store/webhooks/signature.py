"""The signature of a delivery, as Standard Webhooks 1.0 has it (standardwebhooks.com): receivers have libraries for it.

`webhook-signature: v1,<base64 of HMAC-SHA256 over "id.timestamp.body">`. The timestamp is signed, so that whoever heard
a delivery cannot send it again later; docs/api.md shows a receiver's ten lines.
"""

import base64
import hmac

PREFIX = "whsec_"  # before the base64 of a secret
_PURPOSE = b"webhook:"


def secret_of(store_secret: bytes, webhook_id: str) -> bytes:
    """Derived from a secret of this store: nothing has to be kept, and each receiver has its own. 32 bytes."""
    return hmac.digest(store_secret, _PURPOSE + webhook_id.encode(), "sha256")


def written(secret: bytes) -> str:
    """As a receiver is given it."""
    return PREFIX + base64.b64encode(secret).decode()


def signed(secret: bytes, message_id: str, unix_seconds: int, body: bytes) -> dict[str, str]:
    """The headers of a delivery."""
    content = f"{message_id}.{unix_seconds}.".encode() + body
    signature = base64.b64encode(hmac.digest(secret, content, "sha256")).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(unix_seconds),
        "webhook-signature": f"v1,{signature}",
        "content-type": "application/json",
    }
