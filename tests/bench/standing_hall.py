"""The ground of a bench: a fresh hall on the disk of this tree, and the citizens who come to it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TypeVar

from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.kiosk.errands import DoorState
from case_store.kiosk.known_time import HallInstant
from case_store.kiosk.stock import KioskStock
from case_store.kiosk.submission import make_submission
from cases.matter.case_code import CaseCode
from cases.matter.intake import Intake, Intent
from cases.queue.submission import Submission
from cases.refusal import Refusal
from demo.ground import KIOSK_ID, Ground, lay_ground, start_stores
from demo.seed import add_staff, matters

ROOT = Path(__file__).parents[2]
DISK = ROOT / "build"  # not a memory disk: a commit must reach something
BETWEEN_CITIZENS = timedelta(seconds=15)  # slower than a flood, of which staff would be told
_FIRST_SERIAL = 1001

Answer = TypeVar("Answer")


def answered(answer: Answer | Refusal) -> Answer:
    """The answer. Raises RuntimeError for a refusal: then nothing was measured."""
    if isinstance(answer, Refusal):
        raise RuntimeError(answer.code)  # noqa: TRY004 - a refusal is no mistake of type
    return answer


@contextmanager
def fresh_ground() -> Iterator[Ground]:
    """Keys, policy and configurations; nothing runs."""
    DISK.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=DISK, prefix="bench-") as folder:
        ground = lay_ground(Path(folder) / "hall")
        _never_closes(ground.root / "assets" / "policy" / "hall.toml")
        yield ground


def _never_closes(hall: Path) -> None:
    """More citizens come to a bench than any hall could receive in a day: their numbers are of today all the same."""
    rule = "stop_when_wait_exceeds_rest = "
    hall.write_text(hall.read_text("utf-8").replace(f"{rule}true", f"{rule}false"), "utf-8")


@contextmanager
def standing_hall() -> Iterator[Ground]:
    """A hall that answers, with staff, and the centre that it pushes to: each a process of its own."""
    with fresh_ground() as ground:
        add_staff(ground)
        try:
            start_stores(ground)
            yield ground
        finally:
            ground.hall.stop()
            ground.centre.stop()


def kiosk_door(ground: Ground, on_state: Callable[[DoorState], None]) -> KioskDoor:
    """The kiosk's own door to that hall, still closed."""
    return KioskDoor(
        KioskDoorConfig(
            kiosk_id=KIOSK_ID,
            hall_url=ground.hall_url,
            token=ground.tokens["kiosk"],
            outbox=ground.root / "kiosk-outbox.db",
            keys=read_keys(ground.keys(f"kiosk:{KIOSK_ID}")),
            policy=ground.policy,
            clock=ground.clock,
        ),
        on_state,
    )


def disputes(at: datetime, count: int) -> list[Intake]:
    """Confirmed matters as citizens tell them, one after the other from `at`."""
    return [
        Intake(
            intent=Intent.DISPUTE,
            touched_at=at + number * BETWEEN_CITIZENS,
            confirmed=True,
            open=told.open,
            private=told.private,
        )
        for number, told in enumerate(islice(cycle(matters()), count))
    ]


def submissions(ground: Ground, count: int) -> Sequence[Submission]:
    """What the kiosk would send for so many disputes; the last of them is confirmed now."""
    stock = KioskStock(read_keys(ground.keys(f"kiosk:{KIOSK_ID}")).readers)
    first_at = ground.clock.now() - count * BETWEEN_CITIZENS
    return [
        _coded(
            make_submission(
                intake,
                stock.draw(),
                KIOSK_ID,
                HallInstant(intake.touched_at, trusted=True, ticks_s=monotonic()),
                intake.touched_at - timedelta(minutes=2),
                hall=ground.policy.hall,
            ),
            ground,
            _FIRST_SERIAL + number,
        )
        for number, intake in enumerate(disputes(first_at, count))
    ]


def _coded(submission: Submission, ground: Ground, serial: int) -> Submission:
    if submission.case is None:
        raise TypeError("a confirmed dispute is a case")
    code = CaseCode(ground.policy.hall.centre_code, submission.business_date, serial).text
    return replace(submission, case=replace(submission.case, case_code=code))
