"""`python -m tests.faults upgrade`: stores built by older commits of this repository open, migrate, verify and sync.

Each old commit is checked out beside this tree and run with its own code: a hall that works, a centre that takes what
it pushes. Then today's program opens both; and an old hall goes on pushing to today's centre.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from case_store.config import load_config
from case_store.log.schema import event
from case_store.store import Store
from tests.case_store.served import free_port
from tests.faults.at_work import of_one
from tests.faults.machines import ROOT, StoreProcess, drained, until

OLD = (
    ("2bbdb628", "the release before this one: command zone, walls, risk"),
    ("edd9f513", "supervision, papers and figures"),
    ("2627acf8", "the counter; cases have no course yet"),
)
BUILD = Path(__file__).with_name("build_old.py")


def run(say: Callable[[str], None]) -> bool:
    """Whether all of them could be taken over."""
    good = True
    for commit, what in OLD:
        if not _is_known(commit):
            say(f"not run: {commit} is not in this clone (a shallow one?)")
            continue
        with TemporaryDirectory() as folder, _tree(commit, Path(folder)) as tree:
            faults = list(_taken_over(Path(folder), tree))
        say(f"{commit}, {what}: {len(faults)} faults")
        for fault in faults[:10]:
            say(f"  {fault}")
        good &= not faults
    return good


def _is_known(commit: str) -> bool:
    asked = subprocess.run(["git", "cat-file", "-e", commit], cwd=ROOT, check=False, capture_output=True)
    return asked.returncode == 0


@contextmanager
def _tree(commit: str, folder: Path) -> Iterator[Path]:
    """The files of a commit, out of git's store; nothing is registered with this clone."""
    tree = folder / "tree"
    tree.mkdir()
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(tree)], input=packed, check=True)
    yield tree


def _taken_over(folder: Path, tree: Path) -> Iterator[str]:
    place = folder / "place"
    place.mkdir()
    ports = str(free_port()), str(free_port())
    _build(tree, place, "make", ports)
    _sync(place, ports, hall=tree, centre=tree)
    _build(tree, place, "more", ports)
    second = folder / "second"
    shutil.copytree(place, second)
    # Both are upgraded.
    yield from _opens(place, "upgraded")
    _sync(place, ports, hall=ROOT, centre=ROOT)
    yield from _agree(place, "upgraded")
    # Only the centre is.
    _sync(second, ports, hall=tree, centre=ROOT)
    yield from _agree(second, "old hall, today's centre")


def _build(tree: Path, place: Path, what: str, ports: tuple[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, str(BUILD), str(place), what, *ports],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def _process(place: Path, role: str, port: str, tree: Path) -> StoreProcess:
    """Run by the code of a tree, with the policy and texts of that tree."""
    config = place / f"{role}.toml"
    lines = config.read_text().splitlines(keepends=True)
    assets = f'assets_dir = "{tree / "assets"}"\n'
    config.write_text("".join(assets if line.startswith("assets_dir") else line for line in lines))
    process = StoreProcess(role, config, int(port))
    process.tree = tree
    return process


def _sync(place: Path, ports: tuple[str, str], *, hall: Path, centre: Path) -> None:
    """Both as processes, each run by the code of a tree, until the centre has everything."""
    centre_process = _process(place, "centre", ports[0], centre)
    hall_process = _process(place, "hall", ports[1], hall)
    try:
        centre_process.start()
        hall_process.start()
        until(lambda: drained(hall_process.config), what="the hall's outbox does not drain")
        hall_process.stop()
        centre_process.stop()
    except (AssertionError, TimeoutError) as error:
        raise AssertionError(f"{hall_process.said()[-2500:]}\n{centre_process.said()[-2500:]}") from error
    finally:
        hall_process.end()
        centre_process.end()


def _opens(place: Path, name: str) -> Iterator[str]:
    """Today's program, without a line: migrated, whole, folded as live."""
    for role in ("hall", "centre"):
        store = Store(load_config(_today(place, role)))
        try:
            yield from (f"{name}, {role}: {fault}" for fault in of_one(store, []))
        finally:
            store.close()


def _agree(place: Path, name: str) -> Iterator[str]:
    """Hall and centre have the same events of the hall's, and everything is folded as live."""
    told: dict[str, list[tuple[int, str]]] = {}
    yield from _opens(place, name)
    for role in ("hall", "centre"):
        store = Store(load_config(_today(place, role)))
        try:
            with store.log.reading() as connection:
                rows = connection.execute(event.select().where(event.c.node.like("hall:%"))).all()
            told[role] = sorted((row.seq, row.hash) for row in rows)
        finally:
            store.close()
    missing = set(told["hall"]) - set(told["centre"])
    # What opening it above has added is not pushed yet.
    if len(missing) > len(told["hall"]) // 4 or not told["centre"] or set(told["centre"]) - set(told["hall"]):
        yield f"{name}: {len(told['hall'])} events at the hall, {len(told['centre'])} at the centre"


def _today(place: Path, role: str) -> Path:
    return _process(place, role, "0", ROOT).config
