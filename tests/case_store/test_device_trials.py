"""设备检测 over HTTP: parts with their last error, a trial that is asked for, done once by its machine, and told."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
import uuid_utils.compat as uuid_v7

from case_store.client.connection import adapter
from case_store.client.hall import HallClient
from case_store.tokens import KIOSK
from cases.alarm.device_trial import UNANSWERED_AFTER, TrialAsked
from cases.refusal import Refusal
from cases.views_equipment import MachineRow, PartRow, ReportTaken
from tests.case_store.casework_hall import at_work, open_hall
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import Ground

WELL = {"printer": "ok", "paper": "ok", "reader": "ok"}
TAKEN = adapter(ReportTaken)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


class Kiosk:
    """What its screen tells."""

    def __init__(self, client: HallClient, device_id: str) -> None:
        self.client, self.device_id = client, device_id

    async def says(
        self,
        words: dict[str, str],
        errors: dict[str, str] | None = None,
        trials: dict[str, str] | None = None,
    ) -> tuple[TrialAsked, ...] | Refusal:
        body = {
            "device_id": self.device_id,
            "kind": KIOSK,
            "name": "1号自助机",
            "conditions": words,
            "errors": errors or {},
            "trials": trials or {},
        }
        answer = await self.client.connection.ask("POST", "/v1/devices/health", TAKEN, body)
        return answer if isinstance(answer, Refusal) else answer.trials


@pytest.fixture
async def kiosk(ground: Ground, request: pytest.FixtureRequest) -> AsyncIterator[Kiosk]:
    client = ground.client(KIOSK)
    yield Kiosk(client, f"k-{abs(hash(request.node.name)) % 10**6}")
    await client.aclose()


async def part(staff: HallClient, kiosk: Kiosk, name: str) -> PartRow:
    (machine,) = [row for row in await listed(staff) if row.device_id == kiosk.device_id]
    (found,) = [one for one in machine.parts if one.part == name]
    return found


async def listed(staff: HallClient) -> tuple[MachineRow, ...]:
    return granted(await staff.equipment.machines())


async def test_the_last_error_stays_beside_a_device_that_is_well_again(ground: Ground, kiosk: Kiosk) -> None:
    async with at_work(ground, "s1") as hall:
        staff = hall.who["s1"]
        await kiosk.says(WELL)
        began = (await part(staff, kiosk, "reader")).since
        ground.clock.move_by(timedelta(minutes=1))
        await kiosk.says(WELL)
        assert (await part(staff, kiosk, "reader")).since == began
        await kiosk.says(WELL | {"reader": "missing"}, {"reader": "device.absent"})
        missing = await part(staff, kiosk, "reader")
        assert (missing.word, missing.error) == ("missing", "device.absent")
        assert missing.since > began
        ground.clock.move_by(timedelta(minutes=1))
        await kiosk.says(WELL)
        well = await part(staff, kiosk, "reader")
        assert (well.word, well.error, well.error_at) == ("ok", "device.absent", missing.error_at)
        await kiosk.says({"printer": "ok"})  # the reader was taken off for good
        (machine,) = [row for row in await listed(staff) if row.device_id == kiosk.device_id]
        assert [one.part for one in machine.parts] == ["printer"]


async def test_a_trial_is_asked_for_once_done_once_and_told(ground: Ground, kiosk: Kiosk) -> None:
    async with at_work(ground, "s1") as hall:
        staff = hall.who["s1"]
        assert await kiosk.says(WELL) == ()
        command_id = uuid_v7.uuid7()
        asked = granted(await staff.equipment.try_out(kiosk.device_id, "reader", command_id))
        assert granted(await staff.equipment.try_out(kiosk.device_id, "reader", command_id)) == asked
        other = granted(await staff.equipment.try_out(kiosk.device_id, "reader", uuid_v7.uuid7()))
        assert other.trial_id == asked.trial_id  # what waits already is what the second one gets
        wanted = (TrialAsked(trial_id=asked.trial_id, part="reader"),)
        assert await kiosk.says(WELL) == wanted
        assert await kiosk.says(WELL) == wanted  # until its result was told
        assert await kiosk.says(WELL, trials={asked.trial_id: "passed", "another": "failed"}) == ()
        ended = (await part(staff, kiosk, "reader")).trial
        assert ended is not None
        assert (ended.result, ended.ended_at is not None) == ("passed", True)
        await kiosk.says(WELL, trials={asked.trial_id: "failed"})
        again = (await part(staff, kiosk, "reader")).trial
        assert again == ended


async def test_a_trial_that_its_machine_does_not_do_in_time_is_over(ground: Ground, kiosk: Kiosk) -> None:
    async with at_work(ground, "s1") as hall:
        staff = hall.who["s1"]
        await kiosk.says(WELL)
        first = granted(await staff.equipment.try_out(kiosk.device_id, "printer", uuid_v7.uuid7()))
        ground.clock.move_by(UNANSWERED_AFTER + timedelta(seconds=1))
        assert await kiosk.says(WELL) == ()  # no strip of paper an hour later
        over = (await part(staff, kiosk, "printer")).trial
        assert over is not None
        assert over.result == "unanswered"
        second = granted(await staff.equipment.try_out(kiosk.device_id, "printer", uuid_v7.uuid7()))
        assert second.trial_id != first.trial_id


async def test_nothing_else_is_tried_out_or_told(ground: Ground, kiosk: Kiosk) -> None:
    async with at_work(ground, "s1", "sup") as hall:
        staff = hall.who["s1"]
        await kiosk.says(WELL)

        async def asked_for(device_id: str, name: str) -> str:
            return refused(await staff.equipment.try_out(device_id, name, uuid_v7.uuid7()))

        assert await asked_for(kiosk.device_id, "paper") == "device.not_tested"
        assert await asked_for(kiosk.device_id, "door") == "device.not_tested"
        assert await asked_for(kiosk.device_id, "scanner") == "device.not_heard"
        assert await asked_for("nobody", "printer") == "device.not_heard"
        for_others = await hall.who["sup"].equipment.try_out(kiosk.device_id, "printer", uuid_v7.uuid7())
        assert refused(for_others) == "auth.right"
        assert refused(await kiosk.says(WELL, {"reader": "李某甲"})) == "device.word_unknown"
        assert refused(await kiosk.says(WELL, {"door": "device.absent"})) == "device.word_unknown"
        assert refused(await kiosk.says(WELL, trials={"t": "unanswered"})) == "device.word_unknown"
        assert refused(await kiosk.client.equipment.machines()) in {
            "auth.session_missing",
            "auth.role",
            "auth.right",
        }
