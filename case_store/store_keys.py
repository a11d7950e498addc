"""Whom a store knows: by its key file, and by what the store above said of itself when it let this one in.

Whatever works on a store's files knows the same, whether the service runs or an operator's command: or the centre's own
signatures would be a stranger's to `admin verify`, and a file for the centre would have no reader.
"""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from case_store.client.device_folder import is_enrolled, read_enrolled
from case_store.config import StoreConfig
from case_store.keys import Keys, read_keys


def keys_of_store(config: StoreConfig) -> Keys:
    """The keys of the machine, and the public ones of those above. Raises StoreError `store.key_file_*`."""
    keys = read_keys(config.key_file)
    above = config.upstream.device_dir if config.upstream is not None else None
    if above is not None and is_enrolled(above):
        enrolled = read_enrolled(above)
        for name, key in enrolled.readers.items():
            keys.readers[name] = X25519PublicKey.from_public_bytes(base64.b64decode(key))
        for name, key in enrolled.signers.items():
            keys.signers[name] = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
    return keys
