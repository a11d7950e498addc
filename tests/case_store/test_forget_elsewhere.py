"""Where a forgotten case may lie besides the database: backups made afterwards, the log, the kiosk that took it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from case_store.backup.make import make_backup
from case_store.backup.manifest import SQLITE_COPY
from case_store.kiosk.kept import paper_job_id
from case_store.log.schema import case_key
from case_store.logs import configure_logs
from case_store.secrecy.page_scan import pages_holding
from cases.casework import acts
from cases.policy.guard import TwoPersonAct
from cases.queue.visit_events import PaperState
from cases.views import StaffView
from tests.case_store.at_the_door import case_of
from tests.case_store.casework_hall import at_work, employ, open_hall
from tests.case_store.intakes import dispute, opened
from tests.case_store.one_hall import granted
from tests.case_store.served import PIN, Ground, rows, until
from tests.case_store.test_forget import CANARY, SAID, WORDS, keys_of, secrets_of, wrapped


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    configure_logs()
    made = open_hall(tmp_path)
    employ(made.hall, StaffView(staff_id="boss", name="白某甲", role="hall_admin"))
    yield made
    made.stop()
    structlog.reset_defaults()


async def test_a_forgotten_case_is_in_no_later_backup_in_no_log_and_not_at_the_kiosk_that_took_it(
    ground: Ground, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kiosk, kiosk_key = tmp_path / "k1.db", ground.kiosk_keys().database_key
    async with opened(ground.door()) as door, at_work(ground, "s1", "boss", "lead") as hall:
        ground.hall.stop()  # the kiosk keeps the matter for a while
        taken = await door.take(dispute(ground, private=WORDS))
        ground.hall.start()
        await until(lambda: bool(rows(ground, case_key)))
        case_id, code = case_of(ground, taken).case_id, case_of(ground, taken).case_code
        secrets = secrets_of(wrapped(ground, case_id))
        wanted = (*SAID, *secrets)
        assert sum(pages_holding(kiosk, kiosk_key, secrets).values())  # the look finds what is there
        for paper in ("queue_ticket", "receipt"):
            await door.report_paper(paper_job_id(taken.visit_id, paper), PaperState.PRINTED)
        await until(lambda: not sum(pages_holding(kiosk, kiosk_key, wanted).values()))

        for client, who in ((hall.who["s1"], "s1"), (hall.who["boss"], "boss")):
            granted(await client.sign_in(who, PIN, 1 if who == "s1" else None))
        await hall.do("s1", case_id, acts.Withdraw(because=f"{CANARY}撤回"))
        boss = hall.who["boss"].two_person
        request_id = granted(await boss.ask(TwoPersonAct.FORGET, code, "person_asked"))
        granted(await boss.confirm(request_id, "lead", PIN))

        backup = await asyncio.to_thread(
            make_backup, ground.hall.config, tmp_path / "backups", ground.clock.now()
        )
        key = keys_of(ground.hall).database_key
        assert pages_holding(backup.folder / SQLITE_COPY, key, wanted) == {"database": 0, "wal": 0}
        assert pages_holding(backup.folder / SQLITE_COPY, key, (case_id.encode(),))["database"]
    structlog.get_logger().info("the last line")
    said = capfd.readouterr()
    log = (said.err + said.out).encode()
    assert b"the last line" in log
    assert not [one for one in wanted if one in log]
