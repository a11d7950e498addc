"""What every route is handed: the open store, who may, how errors are told, and the live feed."""

from dataclasses import dataclass, field

from case_store.service.access import Access
from case_store.service.live import Hub
from case_store.service.problems import Problem, Problems
from case_store.service.tls import ServiceTls
from case_store.store import Store
from case_store.sync.awaited import Awaited
from case_store.sync.heard import Heard

VERSION = "0.1.0"
PROBLEMS: dict[int | str, dict[str, object]] = {
    "default": {"model": Problem, "description": "A refusal or an error, with its code"}
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Made once by `service.create_app`."""

    store: Store
    access: Access
    problems: Problems
    hub: Hub
    tls: ServiceTls | None = None  # None: nobody outside this machine is answered
    heard: Heard = field(default_factory=Heard)  # at the centre: how fresh what each hall has told is
    awaited: Awaited = field(default_factory=Awaited)  # there, too: who waits for a wish

    @property
    def ca_pem(self) -> str:
        """The hall's own CA, which devices pin; "" without TLS."""
        return self.tls.ca_pem if self.tls else ""
