"""Where the logs of a hall and of the centre differ, and what of it is the night's to mend."""

from typing import TYPE_CHECKING, Any

from tests.sync.machines import StoreMachine

if TYPE_CHECKING:
    from tests.sync.history import World


def waits_for_the_night(world: "World", hall: StoreMachine) -> bool:
    """Whether only that differs which the other of two machines told of an epoch that was over here.

    The centre has it, and the nightly comparison reads it back. Whatever else differs is mended at once, or not whole.
    """
    here, there = what_differs(world, hall)
    if here or not there or not may_have_forked(world, hall.stream):
        return False
    newest = hall.disk.one("SELECT max(epoch) FROM event WHERE stream = ?", hall.stream)
    return all(epoch < newest for _id, epoch, _seq in there)


def what_differs(world: "World", hall: StoreMachine) -> tuple[set[Any], set[Any]]:
    """(id, epoch, seq) of the hall's events that only the hall has, and that only the centre has."""
    if hall.is_centre or (world.damaged and may_have_forked(world, hall.stream)):
        return set(), set()
    sql = "SELECT id, epoch, seq FROM event WHERE stream = ?"
    here, there = (set(m.disk.rows(sql, hall.stream)) for m in (hall, world.centre))
    if here == there:
        return set(), set()
    apart = {row[0] for m in (hall, world.centre) for row in m.disk.rows("SELECT id FROM quarantine")}
    placed = {place for place in here ^ there if place[0] not in apart}
    return placed & here, placed & there


def may_have_forked(world: "World", stream: str) -> bool:
    """Whether a machine of this store was copied or put back, and no other's fault counts for it."""
    return any(machine.may_have_forked for machine in machines_of(world, stream))


def machines_of(world: "World", stream: str) -> list[StoreMachine]:
    """The hall's, and its clone."""
    return [m for m in world.stores() if m.stream == stream]
