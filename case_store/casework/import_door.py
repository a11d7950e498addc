"""Imported matters (导入) become cases, each with its source, its sender's number and when it was received (issue 5).

Each batch is one transaction, and what was imported before is known by its key, which the event itself carries: a list
that is imported twice, or again after a power cut in the middle, makes each matter once. A superior's key matter comes
on the supervision list with the same transaction (case_store/casework/supervising.py).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from sqlalchemy import bindparam as param

from case_store.errors import granted
from case_store.hall.emergencies import raise_alarm
from case_store.hall.house import House
from case_store.hall.numbers import draw_case_code
from case_store.hall.runner import Runner
from case_store.log.event_log import Work
from case_store.log.history import case_name
from case_store.log.schema import import_key
from case_store.seal import new_case_key, seal, wrap
from cases.advice.emergency import with_emergencies
from cases.casework.case_commands import RegisterCase
from cases.casework.case_rules import decide
from cases.hall_time import hall_date
from cases.matter.import_rows import ImportedMatter, ImportGround
from cases.matter.matter import OpenMatter, SealedMatter
from cases.matter.source import Imported
from cases.policy.imports import ImportMapping
from cases.refusal import Refusal

BATCH = 50  # matters in one transaction: some 0.2 s in which no counter is answered
_ASKED_AT_ONCE = 500
_KNOWN = sa.select(import_key.c.key_hash, import_key.c.content_hash).where(
    import_key.c.stream == param("s"), import_key.c.key_hash.in_(param("keys", expanding=True))
)


class Importer(Protocol):
    """Who sends matters: somebody on duty, or another system."""

    @property
    def actor(self) -> str:
        """As the envelope names it."""
        ...


class ImportDoor:
    """`register` batch by batch, so that tickets are taken and called in between."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def ground(self, mapping_name: str) -> ImportGround | Refusal:
        """What a list is read by: the mapping in force, and the store's own secret for the keys."""
        imports = self._house.policy.imports
        mapping: ImportMapping | None = imports.mappings.get(mapping_name)
        if mapping is None:
            known = "、".join(sorted(imports.mappings))
            return Refusal("import.mapping_unknown", {"mapping": mapping_name, "known": known})
        return ImportGround(
            mapping=mapping,
            policy=self._house.policy,
            now=self._runner.clock_now(),
            secret=self._house.keys.search_secret(),
        )

    def known(self, keys: Collection[str]) -> Mapping[str, str]:
        """{import key: content hash} of those that were imported before."""
        with self._runner.past() as past:
            found: dict[str, str] = {}
            asked = sorted(keys)
            for start in range(0, len(asked), _ASKED_AT_ONCE):
                some = {"s": past.stream, "keys": asked[start : start + _ASKED_AT_ONCE]}
                rows = past.connection.execute(_KNOWN, some)
                found |= {row.key_hash: row.content_hash for row in rows}
            return found

    def register(self, who: Importer, matters: Sequence[ImportedMatter]) -> None:
        """One transaction; what is there already is passed over."""
        keys = [matter.import_key for matter in matters]
        with self._runner.writing() as work:
            rows = work.connection.execute(_KNOWN, {"s": work.stream, "keys": keys})
            known = {row.key_hash for row in rows}
            for matter in matters:
                if matter.import_key not in known:
                    _register(work, self._house, who, matter)


def _register(work: Work, house: House, who: Importer, matter: ImportedMatter) -> None:
    key = new_case_key(str(uuid_v7.uuid7()), house.keys.suite)
    opened = _open(matter, house)
    private = replace(matter.private, sent_by=matter.sent_by)
    command = RegisterCase(
        case_id=key.case_id,
        case_code=draw_case_code(work, house, hall_date(work.now)),
        visit_id=None,
        source=matter.source.value,
        matter=SealedMatter(
            open=opened, sealed=seal(key, private), keys=wrap(key, house.keys.readers_of(house.stream))
        ),
        receipt_code_hash="",
        confirmed_at=min(matter.received_at or work.now, work.now),
        superior_key=matter.is_key,
        external_id=matter.external_id,
        imported=Imported(key=matter.import_key, content_hash=matter.content_hash),
    )
    events = granted(decide(None, command, house.policy, work.now, work.stream))
    work.record(case_name(key.case_id), events, who.actor)
    raise_alarm(work, house.policy.emergency, opened.emergencies, key.case_id, command.case_code)


def _open(matter: ImportedMatter, house: House) -> OpenMatter:
    """The open part with what the sender demands, and what is to be feared of it."""
    opened = replace(
        matter.open,
        prior_ruling=matter.prior_ruling,
        demanded_by=matter.demanded_by and matter.demanded_by.date(),
    )
    return with_emergencies(opened, matter.private, house.policy.emergency)
