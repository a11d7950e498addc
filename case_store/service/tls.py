"""TLS of a running service: its context, and a new certificate before the old one ends, without a restart."""

import ipaddress
import ssl
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from case_store.config import TlsConfig
from case_store.enrolment.ca import HallCa, service_context

LOOK_EVERY_S = 6 * 3600.0
_log = structlog.get_logger(__name__)


def machine_time() -> datetime:
    """Certificates are dated by the machine's own clock, not by one that a demo moves."""
    return datetime.now(UTC)


def served_names(config: TlsConfig, host: str) -> tuple[str, ...]:
    """What the certificate says: the names of the configuration, and the address that the service is bound to."""
    return config.names if ipaddress.ip_address(host).is_unspecified else (*config.names, host)


class ServiceTls:
    """Made before the service listens. Raises StoreError `tls.no_ca`, `store.key_file_*`."""

    def __init__(self, config: TlsConfig, host: str, now: Callable[[], datetime] = machine_time) -> None:
        self._names = served_names(config, host)
        self._ca, self._now = HallCa(config.folder), now
        self._files = self._ca.server_files(self._names, now())
        self._served = self._files.certificate.read_bytes()
        self.context: ssl.SSLContext = service_context(self._files)

    @property
    def ca_pem(self) -> str:
        """What devices pin."""
        return self._ca.pem

    def renew(self) -> bool:
        """Serve a new certificate from the next connection on, if one is due; those that are open go on."""
        self._ca.server_files(self._names, self._now())
        certificate = self._files.certificate.read_bytes()
        if certificate == self._served:
            return False
        self.context.load_cert_chain(self._files.certificate, self._files.key)
        self._served = certificate
        _log.info("service certificate renewed")
        return True
