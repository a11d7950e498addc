"""`python main.py admin ca --config FILE`: what a store needs before other machines may reach it, made once.

Its own key file, its own CA, the certificate of its service, the operator's token. What is there stays as it is; only
the certificate is made anew where it is due. Run it again after `names` in [tls] has changed.
"""

import base64
import json
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from case_store.config import StoreConfig, TlsConfig, load_config
from case_store.enrolment.ca import CA_FILE, HallCa, make_ca
from case_store.errors import StoreError
from case_store.keys import DATABASE_KEY_BYTES
from case_store.policy_files import load_texts
from case_store.private_file import replace_private, write_private
from case_store.run import sentence
from case_store.service.tls import machine_time, served_names
from case_store.tokens import OPERATOR, new_token, read_tokens, write_tokens
from cases.policy.policy_file import PolicyError


def main(config_file: Path) -> int:
    """0 and the fingerprint on stdout; 1 and a sentence on stderr."""
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
        tls = _tls_of(config, config_file)
        _own_keys(config)
        _operator_token(config.tokens_file)
        if not (tls.folder / CA_FILE).exists():
            make_ca(tls.folder, f"Ping'an Hall {config.name}", machine_time())
        ca = HallCa(tls.folder)
        ca.server_files(served_names(tls, config.host), machine_time())
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    print(texts.get("devices.admin.ca", path=tls.folder, fingerprint=ca.fingerprint))
    return 0


def _tls_of(config: StoreConfig, path: Path) -> TlsConfig:
    if config.tls is None:
        raise StoreError("tls.not_configured", path=str(path))
    return config.tls


def _own_keys(config: StoreConfig) -> None:
    """A key file for a store that has none yet. A database without one waits for its own: a new one cannot open it."""
    if config.key_file.exists():
        return
    if config.database.exists():
        raise StoreError("store.key_file_missing", path=str(config.key_file))
    sealing, signing = X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    document = {
        "name": config.node,
        "database_key": os.urandom(DATABASE_KEY_BYTES).hex(),
        "sealing_private": _text(sealing.private_bytes_raw()),
        "signing_private": _text(signing.private_bytes_raw()),
        "readers": {config.node: _text(sealing.public_key().public_bytes_raw())},
        "signers": {config.node: _text(signing.public_key().public_bytes_raw())},
    }
    write_private(config.key_file, json.dumps(document, indent=1).encode())


def _operator_token(path: Path) -> None:
    if not path.exists():
        write_tokens(path, {OPERATOR: new_token()})
        return
    tokens = read_tokens(path)
    if OPERATOR not in tokens:
        replace_private(path, json.dumps({**tokens, OPERATOR: new_token()}, indent=1).encode())


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
