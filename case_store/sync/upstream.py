"""As what a store comes to the one above it."""

from case_store.client.credentials import Credentials
from case_store.client.device_pass import open_pass
from case_store.config import StoreConfig
from case_store.keys import Keys
from case_store.tokens import UPSTREAM, read_tokens


def upstream_credentials(config: StoreConfig, keys: Keys) -> str | Credentials:
    """The enrolment of this store above, signed for by its own key; on loopback the token of a file.

    Raises StoreError `device.not_enrolled`, `device.in_use`, `store.key_file_*`.
    """
    if config.upstream is None or config.upstream.device_dir is None:
        return read_tokens(config.tokens_file).get(UPSTREAM, "")
    return open_pass(config.upstream.device_dir, keys.signing, config.upstream.url)
