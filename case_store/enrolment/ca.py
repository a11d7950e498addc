"""The hall's own certificate authority, and the certificate of its service.

A device pins this CA when it is let in and believes no other: not the system's, not a proxy's. The CA signs one thing
only, the certificate of this hall's service, anew before it ends and whenever the service is called by other names;
no screen has to be touched for that.

Keys are ECDSA P-256, files of mode 0600 in one folder: ca.pem, ca.key, server.pem, server.key.
"""

import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from case_store.errors import StoreError
from case_store.private_file import read_private, replace_private, write_private

CA_YEARS = 20
SERVER_DAYS = 397
RENEW_BEFORE = timedelta(days=60)
_DAY = timedelta(days=1)
_HERE = ("localhost", "127.0.0.1", "::1")  # an operator at this machine asks the same service
CA_FILE, CA_KEY_FILE = "ca.pem", "ca.key"
SERVER_FILE, SERVER_KEY_FILE = "server.pem", "server.key"


@dataclass(frozen=True, slots=True)
class ServerFiles:
    """What the service listens with."""

    certificate: Path
    key: Path


class HallCa:
    """The CA of one folder."""

    def __init__(self, folder: Path) -> None:
        """Raises StoreError `tls.no_ca` where none was made, `store.key_file_*` where its key is not kept well."""
        self._folder = folder
        try:
            self.pem = (folder / CA_FILE).read_text("ascii")
            self._certificate = x509.load_pem_x509_certificate(self.pem.encode())
        except (OSError, ValueError) as error:
            raise StoreError("tls.no_ca", path=str(folder / CA_FILE)) from error
        self._key = _read_key(folder / CA_KEY_FILE)
        if self._key.public_key() != self._certificate.public_key():
            raise StoreError("store.key_file_invalid", path=str(folder / CA_KEY_FILE))

    @property
    def fingerprint(self) -> str:
        """What both sides of an enrolment compare."""
        return fingerprint(self.pem)

    def server_files(self, names: Sequence[str], now: datetime) -> ServerFiles:
        """The service's certificate for these host names and addresses; a new one where it is due."""
        files = ServerFiles(self._folder / SERVER_FILE, self._folder / SERVER_KEY_FILE)
        if self._is_due(files, names, now):
            self._issue(files, names, now)
        return files

    def _is_due(self, files: ServerFiles, names: Sequence[str], now: datetime) -> bool:
        try:
            served = x509.load_pem_x509_certificate(files.certificate.read_bytes())
            fits = _read_key(files.key).public_key() == served.public_key()
            served.verify_directly_issued_by(self._certificate)
        except StoreError as error:
            if error.code == "store.key_file_mode":
                raise
            return True
        except (OSError, ValueError, TypeError, InvalidSignature):
            return True
        named = served.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return (
            not fits
            or list(named) != _general_names(names)
            or now + RENEW_BEFORE >= served.not_valid_after_utc
        )

    def _issue(self, files: ServerFiles, names: Sequence[str], now: datetime) -> None:
        key = generate_private_key(SECP256R1())
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(names[0] if names else _HERE[0]))
            .issuer_name(self._certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - _DAY)
            .not_valid_after(now + SERVER_DAYS * _DAY)
            .add_extension(x509.SubjectAlternativeName(_general_names(names)), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
            .sign(self._key, SHA256())
        )
        # The key first: a crash between the two leaves a pair that does not fit, and the next start makes another.
        replace_private(files.key, _key_pem(key))
        replace_private(files.certificate, certificate.public_bytes(Encoding.PEM))


def make_ca(folder: Path, name: str, now: datetime) -> HallCa:
    """A new CA. Raises FileExistsError: whoever pinned the old one would be lost."""
    key = generate_private_key(SECP256R1())
    subject = _name(name)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + CA_YEARS * 365 * _DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    write_private(folder / CA_KEY_FILE, _key_pem(key))
    write_private(folder / CA_FILE, certificate.public_bytes(Encoding.PEM))
    return HallCa(folder)


def ca_digest(ca_pem: str) -> str:
    """SHA-256 of the CA's certificate in hex: what is proven. Raises ValueError for what is no certificate."""
    return x509.load_pem_x509_certificate(ca_pem.encode()).fingerprint(SHA256()).hex()


def fingerprint(ca_pem: str) -> str:
    """The first 80 bits of it as two people compare them: "3F2A 91C0 …". Raises ValueError."""
    shown = ca_digest(ca_pem)[:20].upper()
    return " ".join(shown[at : at + 4] for at in range(0, len(shown), 4))


def service_context(files: ServerFiles) -> ssl.SSLContext:
    """TLS 1.3 and nothing older: every client is ours, but for browsers, which have it since 2018."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(files.certificate, files.key)
    return context


def _read_key(path: Path) -> EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(read_private(path), None)
    except (ValueError, TypeError) as error:
        raise StoreError("store.key_file_invalid", path=str(path)) from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise StoreError("store.key_file_invalid", path=str(path))
    return key


def _key_pem(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _general_names(names: Sequence[str]) -> list[x509.GeneralName]:
    wanted = dict.fromkeys((*names, *_HERE))
    return [_general_name(name) for name in wanted]


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
