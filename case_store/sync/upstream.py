"""As what a store comes to the one above it, and whom it believes there."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from case_store.client.credentials import Credentials
from case_store.client.device_folder import Enrolled
from case_store.client.device_pass import open_pass
from case_store.config import StoreConfig
from case_store.keys import Keys
from case_store.tokens import UPSTREAM, read_tokens


def upstream_credentials(config: StoreConfig, keys: Keys) -> str | Credentials:
    """The enrolment of this store above, signed for by its own key; on loopback the token of a file.

    What the store above said of itself when it let us in is believed from here on: who opens what is sealed for it,
    whose signatures count. Raises StoreError `device.not_enrolled`, `device.in_use`, `store.key_file_*`.
    """
    if config.upstream is None or config.upstream.device_dir is None:
        return read_tokens(config.tokens_file).get(UPSTREAM, "")
    by = open_pass(config.upstream.device_dir, keys.signing, config.upstream.url)
    _believe(by.enrolled, keys)
    return by


def _believe(enrolled: Enrolled, keys: Keys) -> None:
    for name, key in enrolled.readers.items():
        keys.readers[name] = X25519PublicKey.from_public_bytes(base64.b64decode(key))
    for name, key in enrolled.signers.items():
        keys.signers[name] = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
