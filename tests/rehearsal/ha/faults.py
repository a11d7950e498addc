"""What happens to a centre's cluster: processes that die, machines that die, hang, fill up, or hear nobody."""

import time
from collections.abc import Callable

from tests.rehearsal.ha.drill import Drill
from tests.rehearsal.ha.halls import Hall

WITHOUT_MAJORITY_S = 35.0  # longer than ttl: whoever needed the lock has lost it
BOTH_CUT_S = 20.0
CUT_BEFORE_DEATH_S = 4.0
HUNG_S = 35.0
UNAVAILABLE = "http 503"


def postgres_dies(drill: Drill) -> None:
    """kill −9 of the primary's PostgreSQL; its machine lives."""
    leader = drill.leader()
    drill.strike("PostgreSQL of the primary killed", leader.kill_postgres)


def node_dies(drill: Drill) -> None:
    """The primary's whole machine: PostgreSQL, Patroni and its member of etcd at once."""
    leader = drill.leader()
    drill.strike("primary's node killed", leader.kill_node, lambda: drill.cluster.start_again(leader))


def etcd_member_dies(drill: Drill) -> None:
    """etcd keeps its majority."""
    leader = drill.leader()
    drill.strike(
        "one etcd member killed", leader.kill_etcd, lambda: leader.start_etcd(drill.cluster.nodes), lasts_s=10
    )


def etcd_loses_majority(drill: Drill) -> None:
    """Two of three members: nobody can be elected; who leads goes on while it reaches everybody (failsafe)."""
    dead = drill.cluster.nodes[:2]

    def act() -> None:
        for node in dead:
            node.kill_etcd()

    def back() -> None:
        for node in dead:
            node.start_etcd(drill.cluster.nodes)

    drill.strike("etcd without a majority", act, back, lasts_s=WITHOUT_MAJORITY_S)


def disk_is_full(drill: Drill) -> None:
    """The primary cannot write a byte more."""
    small = next(node for node in drill.cluster.nodes if node.small_disk)
    if drill.leader() is not small:
        drill.cluster.hand_over(small)
        drill.cluster.heal()
    drill.strike("primary's disk full", small.fill_disk, small.empty_disk)


def primary_hangs(drill: Drill) -> None:
    """Nothing of it runs, its sockets stay open; later it wakes and still believes that it leads."""
    leader = drill.leader()
    drill.strike("primary hangs, then wakes", leader.freeze, leader.thaw, lasts_s=HUNG_S)


def standby_cut(drill: Drill) -> None:
    """One of two: the other confirms."""
    standby = drill.cluster.standbys()[0]
    drill.strike("one standby cut off", standby.freeze, standby.thaw, lasts_s=15)


def both_standbys_cut(drill: Drill) -> None:
    """Nothing may be committed: the service has to say so, and the halls to go on."""
    standbys = drill.cluster.standbys()
    wrote: list[int] = []
    told: set[str] = set()

    def act() -> None:
        wrote.append(drill.halls.wrote())
        for node in standbys:
            node.freeze()

    def back() -> None:
        wrote.append(drill.halls.wrote())
        told.update(drill.halls.ask(Hall.trouble))
        for node in standbys:
            node.thaw()

    drill.strike("both standbys cut off", act, back, lasts_s=BOTH_CUT_S, flows_before_back=False)
    if UNAVAILABLE not in told:
        drill.problems.append(f"with both standbys cut off no hall was told 503, but {sorted(told)}")
    if wrote[0] == wrote[1]:
        drill.problems.append("the halls stood still while the centre could not write")


def primary_dies_with_what_nobody_has(drill: Drill) -> None:
    """Both standbys hear nothing for some seconds, then the primary's machine dies and they are back.

    What was acknowledged in those seconds is gone, unless nothing was. Their PostgreSQL starts anew: what the primary
    had sent is in the buffers of this machine's loopback, as it would not be behind a line that was cut.
    """
    leader, standbys = drill.leader(), drill.cluster.standbys()

    def act() -> None:
        for node in standbys:
            node.freeze()
        time.sleep(CUT_BEFORE_DEATH_S)  # the fault itself lasts so long
        leader.kill_node()
        for node in standbys:
            node.kill_postgres()
            node.thaw()

    drill.strike("standbys cut, then primary dies", act, lambda: drill.cluster.start_again(leader))


def every_fault(drill: Drill, kills: int) -> list[Callable[[Drill], None]]:
    """The primary killed `kills` times, by turns its PostgreSQL and its machine; then the rest."""
    killed = [node_dies if n % 2 else postgres_dies for n in range(kills)]
    others = [
        etcd_member_dies,
        etcd_loses_majority,
        standby_cut,
        both_standbys_cut,
        primary_hangs,
        primary_dies_with_what_nobody_has,
    ]
    return [*killed, *others, *([disk_is_full] if drill.small_disks else [])]
