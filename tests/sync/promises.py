"""What must hold when a history is whole again. Each function raises AssertionError with what it found.

Looked at from outside, on the disks. "Kept" means placed in the log, or set aside with a reason for a person to see.
"""

import json
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from case_store.keys import CENTRE
from case_store.log.verify import verify
from cases.casework.case_events import CaseEvent, TakenOver
from cases.casework.case_folding import is_addition
from cases.codec import decode
from tests.sync.differences import machines_of, may_have_forked, what_differs
from tests.sync.disk import Disk
from tests.sync.machines import StoreMachine
from tests.sync.people import Paper, Said

if TYPE_CHECKING:
    from tests.sync.history import World

TAKEN_OVER = "taken_over"  # as the log calls the event
VERIFY_EVERY = 4  # histories: every event is hashed again, which costs as much as a tenth of one
_PLACE = "SELECT stream, seq FROM event WHERE id = ?"
# Why the centre may set something aside, and what must have happened for it.
_EXCUSES = {
    "old_tenure": ("case: TakeOver",),
    "forked": ("hall put back", "hall cloned"),
    "old_epoch": ("hall put back", "hall cloned"),
    "chain": ("hall put back", "hall cloned", "row damaged"),
    "not_placeable": ("hall put back", "hall cloned"),
    "shape": ("row damaged",),
    "differs": ("row damaged",),
}


def all_is_told(world: "World") -> bool:
    """Whether nobody owes anybody anything."""
    stores = (m for m in world.stores() if not m.is_centre)
    return all(owed(m) == 0 for m in stores) and all(
        k.disk.one("SELECT count(*) FROM submission WHERE told = 0 AND set_aside IS NULL") == 0
        for k in world.kiosks()
    )


def all_is_well(world: "World") -> bool:
    """Whether there is nothing left to wait for: what is owed is told, and what was promised is kept."""
    if not all_is_told(world):
        return False
    try:
        what_was_said_is_kept(world)
        papers_are_honoured(world)
        what_concerns_a_hall_is_there(world)
        both_have_one_log(world)
    except AssertionError:
        return False
    return True


def check(world: "World") -> None:
    """All of them."""
    assert not world.timeline.troubles, world.timeline.troubles
    it_drains(world)
    what_was_said_is_kept(world)
    papers_are_honoured(world)
    what_concerns_a_hall_is_there(world)
    both_have_one_log(world)
    nothing_is_there_twice(world)
    no_number_is_given_twice(world)
    what_was_replaced_had_a_cause(world)
    nothing_is_set_aside_without_a_reason(world)
    logs_are_whole(world)
    cases_are_the_same_everywhere(world)
    one_store_decides_in_a_tenure(world)
    who_was_succeeded_decides_no_more(world)
    no_number_is_lent_twice(world)


def it_drains(world: "World") -> None:
    """Without any new write: since the network is whole, nobody has done anything."""
    for machine in world.stores():
        if not machine.is_centre:
            assert owed(machine) == 0, f"{machine.name} still owes the centre {owed(machine)} events"
    for kiosk in world.kiosks():
        waiting = kiosk.disk.rows("SELECT visit_id FROM submission WHERE told = 0 AND set_aside IS NULL")
        assert not waiting, f"{kiosk.name} still owes its hall {waiting}"


def what_was_said_is_kept(world: "World") -> None:
    """Every event that a desk was answered for is at the centre."""
    kept = _kept(world.centre.disk) | _torn_and_shown(world)
    for said in world.people.said:
        missing = set(said.event_ids) - kept
        assert said.void or not missing, f"{said.machine} has said yes to {said.command_id}; lost: {missing}"


def papers_are_honoured(world: "World") -> None:
    """Whoever holds a paper has a visit at the centre, and at the hall the number that the paper says.

    Or waits in the quarantine of a hall that was copied or put back as a bare disk, where a person sees it: its number
    had been given in both stories, and the tables refused the second one.
    """
    for paper in world.people.papers:
        if paper.void:
            continue
        where = f"{paper.kiosk} gave {paper.ticket_no} to {paper.visit_id}"
        torn = {f"visit:{paper.visit_id}"} & {world.damaged[id_] for id_ in _torn_and_shown(world)}
        kept = _visit_is_kept(world, world.centre, paper.visit_id)
        if not kept and _number_was_taken(world, paper):
            world.seen["ticket set aside at its hall"] += 1
            continue
        assert torn or kept, f"{where}: not at the centre"
        if paper.ticket_no is None or f"visit:{paper.visit_id}" in world.damaged.values():
            continue  # where its row is damaged nothing can be decided on it: a person sees it
        stands = [_numbers_of(m.disk, paper.visit_id) for m in machines_of(world, paper.stream)]
        stands = [numbers for numbers in stands if numbers]
        replaced = [m for m in machines_of(world, paper.stream) if _was_replaced(m.disk, paper.ticket_no)]
        is_known = stands or not may_have_forked(world, paper.stream)
        assert not is_known or replaced or any(paper.ticket_no in numbers for numbers in stands), (
            f"{where}: the hall knows {stands}, and nobody was told"
        )


def what_concerns_a_hall_is_there(world: "World") -> None:
    """All that the centre has to tell a hall has come down."""
    for hall in world.stores():
        told = world.centre.disk.rows("SELECT event_id FROM downlink WHERE stream = ?", hall.stream)
        missing = {row[0] for row in told} - (set() if hall.is_centre or not told else _kept(hall.disk))
        assert hall.is_centre or not missing, f"{hall.name} was not told {missing}"


def both_have_one_log(world: "World") -> None:
    """A hall and the centre have the same events of the hall, each at the same place.

    Not where a damaged row is in a branch as well: what of it can be moved to a new epoch is a person's to see.
    """
    for hall in world.stores():
        here, there = what_differs(world, hall)
        assert not here | there, (
            f"{hall.name} and the centre have different logs: {sorted(here)[:3]} here, {sorted(there)[:3]} there"
        )


def nothing_is_there_twice(world: "World") -> None:
    """A command happened once, a visit was issued once, a case was registered once."""
    for machine in world.stores():
        for of in ("ticket_issued", "case_registered"):
            twice = machine.disk.rows(
                "SELECT stream, aggregate FROM event WHERE type = ? GROUP BY aggregate HAVING count(*) > 1",
                of,
            )
            twice = [one for one in twice if not may_have_forked(world, one[0])]
            assert not twice, f"{machine.name}: {of} twice: {twice}"
    for said in world.people.said:
        at_centre = world.centre.disk.rows("SELECT id FROM event WHERE command_id = ?", said.command_id)
        more = {row[0] for row in at_centre} - set(said.event_ids)
        again = more and not may_have_forked(world, said.stream)
        assert not again, f"{said.command_id} happened again at the centre: {more}"


def no_number_is_given_twice(world: "World") -> None:
    """A number of a hall and day is one visit's; on paper, too, unless a machine was copied or put back."""
    for machine in world.stores():
        twice = machine.disk.rows(
            "SELECT stream, business_date, ticket_no, count(*) FROM (SELECT stream, business_date, ticket_no FROM visit"
            " UNION ALL SELECT stream, business_date, ticket_no FROM superseded_number)"
            " GROUP BY stream, business_date, ticket_no HAVING count(*) > 1"
        )
        assert not twice, f"{machine.name}: given twice: {twice}"
    printed: dict[tuple[str, Any, str], list[Paper]] = defaultdict(list)
    for paper in world.people.papers:
        if paper.ticket_no:
            printed[paper.stream, paper.day, paper.ticket_no].append(paper)
    copied = world.seen["kiosk cloned"]
    for number, papers in printed.items():
        excused = copied or may_have_forked(world, number[0])
        assert len(papers) == 1 or excused, f"{number} is printed on {len(papers)} papers"
    codes = Counter((paper.stream, paper.case_code) for paper in world.people.papers if paper.case_code)
    for code, times in codes.items():
        assert times == 1 or copied or may_have_forked(world, code[0]), (
            f"{code} is printed on {times} receipts"
        )


def what_was_replaced_had_a_cause(world: "World") -> None:
    """What is on paper stands, or two machines gave it, or one of them forgot that it had.

    As a hall does whose disk tore what it had lent to the kiosk, once its tables are made anew.
    """
    if world.seen["kiosk cloned"] or world.seen["clock jumped"]:
        return
    for machine in world.stores():
        if machine.is_centre or may_have_forked(world, machine.stream):
            continue
        told = machine.disk.rows("SELECT code, facts FROM notice WHERE code LIKE 'notice.%_replaced'")
        told = [(code, facts) for code, facts in told if not _lease_is_torn(world, json.loads(facts))]
        assert not told, f"{machine.name} replaced what was printed: {told}"


def nothing_is_set_aside_without_a_reason(world: "World") -> None:
    """What is set aside waits for a person, so there must have been a cause."""
    for machine in world.stores():
        for reason, id_ in machine.disk.rows("SELECT reason, id FROM quarantine"):
            causes = _EXCUSES.get(reason, ())
            assert any(world.seen[cause] for cause in causes), f"{machine.name} set {id_} aside: {reason}"


def logs_are_whole(world: "World") -> None:
    """Chains, positions and heads agree: no cursor is ahead of its rows."""
    for machine in world.stores():
        if not (world.is_long or world.seed % VERIFY_EVERY == 0):
            continue
        with machine.disk.engine.connect() as connection:
            faults = verify(connection)
        torn = {tuple(row) for id_ in world.damaged for row in machine.disk.rows(_PLACE, id_)}
        faults = [one for one in faults if (one.stream, one.seq) not in torn]
        assert not faults, f"{machine.name}: {faults[:3]}"


def cases_are_the_same_everywhere(world: "World") -> None:
    """Stores that have the same events of a case have the same case."""
    known: dict[tuple[str, frozenset[str]], tuple[str, Any]] = {}
    for machine in world.stores():
        apart = {row[0] for row in machine.disk.rows("SELECT id FROM quarantine")}
        histories: dict[str, set[str]] = defaultdict(set)
        for aggregate, id_ in machine.disk.rows(
            "SELECT aggregate, id FROM event WHERE aggregate LIKE 'case:%'"
        ):
            if id_ not in apart:
                histories[aggregate.removeprefix("case:")].add(id_)
        folded = {
            case_id: (json.loads(case), unknown, tenure)
            for case_id, case, unknown, tenure in machine.disk.rows(
                "SELECT case_id, folded, unknown, tenure FROM case_folded"
            )
        }
        for case_id, ids in histories.items():
            if f"case:{case_id}" in world.damaged.values():
                continue  # where its row is damaged the case is readable, not decidable
            this = (case_id, frozenset(ids))
            where, case = known.setdefault(this, (machine.name, folded.get(case_id)))
            assert case == folded.get(case_id), (
                f"case {case_id} of {len(ids)} events differs between {where} and {machine.name}:"
                f" {_differences(case, folded.get(case_id))}"
            )
            world.seen["cases compared"] += where != machine.name


def one_store_decides_in_a_tenure(world: "World") -> None:
    """What counts of a tenure was decided by one holder."""
    apart = {row[0] for row in world.centre.disk.rows("SELECT id FROM quarantine")}
    deciders: dict[tuple[str, int], set[str]] = defaultdict(set)
    rows = world.centre.disk.rows(
        "SELECT id, stream, aggregate, tenure, type, v, body FROM event WHERE aggregate LIKE 'case:%'"
    )
    for id_, stream, aggregate, tenure, type_, v, body in rows:
        happened = decode(type_, v, json.loads(body))
        if id_ not in apart and isinstance(happened, CaseEvent) and not is_addition(happened):
            deciders[aggregate, tenure].add(stream)
    for (aggregate, tenure), streams in deciders.items():
        assert len(streams) == 1, f"{aggregate}: {streams} decided in tenure {tenure}"


def who_was_succeeded_decides_no_more(world: "World") -> None:
    """What the old holder decided behind what its successor knew waits for a person."""
    apart = {row[0] for row in world.centre.disk.rows("SELECT id FROM quarantine")}
    heirs = world.centre.disk.rows(
        "SELECT id, aggregate, tenure, v, body FROM event WHERE type = ?", TAKEN_OVER
    )
    for heir_id, aggregate, tenure, v, body in heirs:
        taken = decode(TAKEN_OVER, v, json.loads(body))
        if heir_id in apart or not isinstance(taken, TakenOver):
            continue
        behind = world.centre.disk.rows(
            "SELECT id, type, v, body FROM event"
            " WHERE aggregate = ? AND tenure = ? AND stream = ? AND (epoch, seq) > (?, ?)",
            *(aggregate, tenure - 1, taken.from_store, taken.known_epoch, taken.known_seq),
        )
        for id_, type_, its_v, its_body in behind:
            happened = decode(type_, its_v, json.loads(its_body))
            late = isinstance(happened, CaseEvent) and not is_addition(happened) and id_ not in apart
            assert not late, f"{aggregate}: {taken.from_store} decided {type_} after tenure {tenure} began"


def no_number_is_lent_twice(world: "World") -> None:
    """Two kiosks of a hall have no block in common."""
    lent: dict[tuple[str, str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for kiosk in world.kiosks():
        if not kiosk.is_clone:
            blocks = kiosk.disk.rows("SELECT kind, business_date, first, last FROM lease")
            for kind, day, first, last in blocks:
                lent[kiosk.stream, kind, day].append((first, last, kiosk.name))
    for of, found in lent.items():
        found.sort()
        for (_, last, one), (first, _, other) in pairwise(found):
            assert last < first or may_have_forked(world, of[0]), (
                f"{of}: {first} is lent to {one} and to {other}"
            )


def void_what_nobody_has(world: "World", put_back: StoreMachine) -> None:
    """A disk is older now. What was only on it is gone, whatever software does; it is no promise of ours any more."""
    at_centre = _kept(world.centre.disk)
    for said in world.people.said:
        if not said.void and not _has(world, said, at_centre):
            said.void = True
            world.seen["promise lost with a disk"] += 1
    for paper in world.people.papers:
        if not paper.void and not _somebody_has(world, paper):
            paper.void = True
            world.seen["promise lost with a disk"] += 1


def _has(world: "World", said: Said, at_centre: set[str]) -> bool:
    machine = world.machines[said.machine]
    return set(said.event_ids) <= at_centre | _kept(machine.disk)


def _somebody_has(world: "World", paper: Paper) -> bool:
    kiosk = world.machines[paper.kiosk]
    has_heard = kiosk.door is not None and paper.visit_id in kiosk.door._confirmed  # written down in a moment
    waits = kiosk.disk.rows("SELECT 1 FROM submission WHERE visit_id = ? AND told = 0", paper.visit_id)
    if waits and not has_heard:
        return True
    machines = (*machines_of(world, paper.stream), world.centre)
    return any(_visit_is_kept(world, m, paper.visit_id) for m in machines)


def owed(machine: StoreMachine) -> int:
    """Events that the centre has not confirmed."""
    owed: int = machine.disk.one("SELECT count(*) FROM outbox WHERE verdict IS NULL")
    return owed


def _kept(disk: Disk) -> set[str]:
    return {row[0] for row in disk.rows("SELECT id FROM event UNION SELECT id FROM quarantine")}


def _torn_and_shown(world: "World") -> set[str]:
    """Events that a disk has torn, and that their own store has set aside for a person: nothing of them can be told."""
    apart = {row[0] for machine in world.stores() for row in machine.disk.rows("SELECT id FROM quarantine")}
    return apart & set(world.damaged)


def _visit_is_kept(world: "World", machine: StoreMachine, visit_id: str) -> bool:
    name = f"visit:{visit_id}"
    if machine.disk.rows("SELECT 1 FROM event WHERE aggregate = ? LIMIT 1", name):
        return True
    torn = [id_ for id_, aggregate in world.damaged.items() if aggregate == name]
    return any(
        machine.disk.rows("SELECT 1 FROM quarantine WHERE id = ? OR instr(event, ?) LIMIT 1", id_, name)
        for id_ in (*torn, "")
    )


def _number_was_taken(world: "World", paper: Paper) -> bool:
    aside = "SELECT 1 FROM quarantine WHERE reason = 'not_placeable' AND instr(event, ?)"
    return any(
        m.may_have_forked and m.disk.rows(aside, f"visit:{paper.visit_id}")
        for m in machines_of(world, paper.stream)
    )


def _lease_is_torn(world: "World", facts: list[list[str]]) -> bool:
    kiosk = f"kiosk:{dict(facts).get('kiosk_id')}"
    return bool(world.seen["upgraded"]) and kiosk in world.damaged.values()


def _numbers_of(disk: Disk, visit_id: str) -> set[str]:
    rows = disk.rows(
        "SELECT ticket_no FROM visit WHERE visit_id = ?1"
        " UNION SELECT ticket_no FROM superseded_number WHERE visit_id = ?1",
        visit_id,
    )
    return {row[0] for row in rows}


def _was_replaced(disk: Disk, printed: str) -> bool:
    """Whether staff were told that a number with these signs on paper is not the one that counts."""
    told = "SELECT 1 FROM notice WHERE code = 'notice.number_replaced' AND facts LIKE ?"
    return bool(disk.rows(told, f'%["printed","{printed}"]%'))


def _differences(one: Any, other: Any) -> Any:
    if not (one and other):
        return one, other
    a, b = one[0], other[0]
    return {k: (a.get(k), b.get(k)) for k in {*a, *b} if a.get(k) != b.get(k)}, one[1:], other[1:]


__all__ = ["CENTRE", "all_is_told", "check", "void_what_nobody_has"]
