"""A matter without a visit (带入): told by telephone, by a grid worker or household leader, on the message board.

At a hall and at the centre alike; whoever brings it in sees it from then on, and the store is its first holder.
"""

import hmac
from dataclasses import dataclass, field, replace
from uuid import UUID

import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.casework.case_door import open_case
from case_store.casework.case_page import case_view
from case_store.errors import granted
from case_store.hall.casework import with_lookup_code
from case_store.hall.emergencies import raise_alarm
from case_store.hall.house import House, OnDuty
from case_store.hall.numbers import draw_case_code
from case_store.hall.runner import Runner
from case_store.hall.staff import look_up
from case_store.log.event_log import Work
from case_store.log.history import case_name
from case_store.seal import new_case_key, seal, wrap
from cases.advice.emergency import with_emergencies
from cases.casework.case_commands import RegisterCase
from cases.casework.case_rules import decide
from cases.hall_time import hall_date
from cases.matter.citizen_code import CODE_BYTES, CitizenPage, citizen_code, citizen_url, code_hash
from cases.matter.matter import OpenMatter, PrivateMatter, SealedMatter, is_info_only
from cases.matter.source import BROUGHT_IN, HAS_REFERRER, Source
from cases.refusal import Refusal
from cases.roles import Role
from cases.views_casework import CaseView

_PURPOSE = b"brought-in-receipt-code:"
_DONE = TypeAdapter(str)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """The case, and what the QR of its receipt says. The code in the URL is nowhere stored."""

    case: CaseView
    receipt_url: str = field(repr=False)


class BringInDoor:
    """For everybody who may bring matters in."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def bring_in(
        self, command_id: UUID, who: OnDuty, source: Source, matter: tuple[OpenMatter, PrivateMatter]
    ) -> BroughtIn | Refusal:
        """Register it, once per `command_id`."""
        done = self._runner.decide(
            command_id,
            {"bring_in": (who.staff_id, source, matter)},
            lambda work: self._register(work, command_id, who, source, matter),
            _DONE,
        )
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            opened = open_case(past, who, done)
            if isinstance(opened, Refusal):
                return opened
            view = case_view(past, self._house, opened.case, opened.by)
        base_url = self._house.policy.hall.citizen_base_url
        url = citizen_url(base_url, CitizenPage.PROGRESS, receipt_code(self._house, command_id))
        return BroughtIn(case=view, receipt_url=url)

    def _register(
        self,
        work: Work,
        command_id: UUID,
        who: OnDuty,
        source: Source,
        matter: tuple[OpenMatter, PrivateMatter],
    ) -> str | Refusal:
        if source not in BROUGHT_IN:
            return Refusal("bring_in.source", {"source": source.value})
        private = _with_referrer(work, who, source, matter[1])
        if source in HAS_REFERRER and not private.referrer.strip():
            return Refusal("bring_in.referrer_missing")
        told = (matter[0], private)
        return register_without_visit(
            work, self._house, command_id, source=source, matter=told, actor=who.actor
        )


def register_without_visit(
    work: Work,
    house: House,
    command_id: UUID,
    *,
    source: Source,
    matter: tuple[OpenMatter, PrivateMatter],
    actor: str,
) -> str:
    """The case of a matter that nobody came with; its id. Words of danger ring. The code: `receipt_code`."""
    policy = house.policy
    private = with_lookup_code(matter[1], None)
    opened = with_emergencies(matter[0], private, policy.emergency)
    key = new_case_key(str(uuid_v7.uuid7()), house.keys.suite)
    command = RegisterCase(
        case_id=key.case_id,
        case_code=draw_case_code(work, house, hall_date(work.now)),
        visit_id=None,
        source=source.value,
        matter=SealedMatter(
            open=opened, sealed=seal(key, private), keys=wrap(key, house.keys.readers_of(house.stream))
        ),
        receipt_code_hash=code_hash(receipt_code(house, command_id)),
        confirmed_at=work.now,
        info_only=is_info_only(opened, private),
    )
    events = granted(decide(None, command, policy, work.now, work.stream))
    work.record(case_name(key.case_id), events, actor)
    raise_alarm(work, policy.emergency, opened.emergencies, key.case_id, command.case_code)
    return key.case_id


def _with_referrer(work: Work, who: OnDuty, source: Source, private: PrivateMatter) -> PrivateMatter:
    """A grid worker who brings a matter in is the one who pointed here, unless it says somebody else."""
    if source not in HAS_REFERRER or private.referrer.strip() or who.role != Role.GRID_WORKER:
        return private
    member = look_up(work.connection, work.stream, who.staff_id)
    return replace(private, referrer=member.view.name) if member else private


def receipt_code(house: House, command_id: UUID) -> str:
    """Derived from the command with a secret of this store: nothing has to be kept to print it again."""
    key = house.keys.database_key
    return citizen_code(hmac.digest(key, _PURPOSE + command_id.bytes, "sha256")[:CODE_BYTES])
