"""Registration through the service: what a counter sends, and who may not."""

from pathlib import Path

import pytest

from case_store.client.hall import HallClient
from case_store.tokens import COUNTER
from cases.matter.duplicates import Reason
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import DraftKept, MatterView, StaffView, WaitingRow
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import PIN, make_ground

OPENED = OpenMatter(category="labour_wages", town="150502001", dispute_type="0701", needs=("companion",))
TOLD = PrivateMatter(
    contact_name="李某甲", contact_phone="13000000017", demand="要回工资", evidence=("合同",)
)


@pytest.mark.asyncio
async def test_a_counter_saves_looks_and_goes_on_with_an_earlier_matter(tmp_path: Path) -> None:
    ground = make_ground(tmp_path)
    ground.hall.start()
    store = ground.hall.store
    assert store is not None
    for staff_id, role in (("s1", "reception"), ("u1", "unit_clerk")):
        await store.run(store.add_staff, StaffView(staff_id=staff_id, name="包某", role=role), PIN)
    async with (
        opened(ground.door()) as door,
        ground.client(COUNTER) as client,
        ground.client(COUNTER) as clerk,
    ):
        await door.take(dispute(ground))
        await client.sign_in("s1", PIN, 1)
        first = await serve(client, 1)
        assert isinstance(first.case_id, str)
        assert not isinstance(await client.correct(first.case_id, OPENED, TOLD), Refusal)
        await client.end(first.visit_id)
        await door.take(dispute(ground, confirmed=False))
        row = await serve(client, 1)
        kept = await client.registration.save_draft(row.visit_id, OPENED, TOLD)
        assert isinstance(kept, DraftKept)
        matter = await client.open_matter(row.visit_id)
        assert isinstance(matter, MatterView)
        assert (matter.open, matter.private) == (OPENED, TOLD)
        found = await client.registration.earlier_matters(row.visit_id, OPENED, TOLD)
        assert not isinstance(found, Refusal)
        assert [(earlier.case_id, earlier.reasons[0]) for earlier in found] == [
            (first.case_id, Reason.SAME_PHONE)
        ]
        linked = await client.registration.link(row.visit_id, first.case_id, OPENED, TOLD)
        assert isinstance(linked, MatterView)
        assert linked.case_id == first.case_id
        await client.end(row.visit_id)

        await clerk.sign_in("u1", PIN, 2)
        await door.take(dispute(ground))
        third = await serve(clerk, 2)
        for answer in (
            await clerk.registration.save_draft(third.visit_id, OPENED, TOLD),
            await clerk.registration.earlier_matters(third.visit_id, OPENED, TOLD),
            await clerk.correct(third.case_id or "", OPENED, TOLD),
            await clerk.accept(third.case_id or ""),
        ):
            assert answer == Refusal("auth.right", {"right": "register"})
    ground.stop()


async def serve(client: HallClient, counter_no: int) -> WaitingRow:
    row = await client.call_next(counter_no)
    assert isinstance(row, WaitingRow), row
    started = await client.start(row.visit_id)
    assert isinstance(started, WaitingRow), started
    return started
