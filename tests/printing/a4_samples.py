"""One sample of every A4 paper of domain.md §4.1: invented persons, masked; change a field by name."""

from dataclasses import replace
from typing import Any

from cases.paper.paper_record import DocumentKind
from printing.numbered import Numbered
from tests.printing.a4_facts import CODE, URL, WORKER
from tests.printing.a4_samples_citizens import CITIZENS
from tests.printing.a4_samples_mediation import MEDIATION
from tests.printing.a4_samples_supervision import SUPERVISION
from tests.printing.risk_samples import CROWDED, paper_of

__all__ = ("CODE", "SAMPLES", "URL", "WORKER", "sample")

_BY_KIND = {given.kind: given for given in (*CITIZENS, *MEDIATION, *SUPERVISION, paper_of(CROWDED))}
SAMPLES: tuple[Numbered, ...] = tuple(_BY_KIND[kind] for kind in DocumentKind)


def sample(kind: DocumentKind, **changes: Any) -> Any:
    """The sample of that kind, some fields changed."""
    return replace(_BY_KIND[kind], **changes)
