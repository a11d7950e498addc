"""The database goes away and comes back: nothing is acknowledged that is not there, nobody restarts anything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import httpx2
import pytest

from case_store.central import postgres
from case_store.central.commit_guard import CommitUnknown
from case_store.central.postgres import open_postgres
from case_store.errors import StoreError
from case_store.keys import CENTRE, hall_reader, read_keys
from case_store.log.event_log import EventLog, Happened
from case_store.sync.batch import CONTENT_TYPE, SIGNATURE_HEADER, SIGNER_HEADER, Batch, pack
from case_store.tokens import HALL
from cases.queue.help_call import HelpCalled
from tests.case_store.postgres.conftest import Replica
from tests.case_store.served import STREAM, Ground, make_ground
from tests.case_store.two_stores import NOON, TwoStores, verdicts

SHORT_S = 0.3
T = TypeVar("T")


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "COMMIT_WITHIN_S", SHORT_S)


def called(help_id: str) -> Happened:
    event = HelpCalled(help_id=help_id, kiosk_id="k1", page="home", called_at=NOON)
    return Happened(aggregate=f"help:{help_id}", event=event, at=NOON, actor="system")


def decide(log: EventLog, help_id: str) -> None:
    with log.writing(uuid4(), NOON) as work:
        work.append(called(help_id))


def own(replica: Replica) -> list[int]:
    found = replica.rows("SELECT seq FROM event WHERE stream = 'centre' ORDER BY seq")
    return [int(str(row[0])) for row in found]


def backend(log: EventLog) -> int:
    driver = log.connection.connection.driver_connection
    assert isinstance(driver, postgres.CentralConnection)
    return driver.info.backend_pid


def test_a_line_that_broke_meanwhile_is_made_anew_by_whoever_needs_it(
    stores: TwoStores, replica: Replica
) -> None:
    decide(stores.centre, "h1")
    replica.terminate(backend(stores.centre))
    decide(stores.centre, "h2")
    replica.terminate(backend(stores.centre))
    with stores.centre.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert own(replica) == [1, 2]


def test_a_line_that_breaks_in_the_middle_undoes_everything_and_says_so(
    stores: TwoStores, replica: Replica
) -> None:
    with pytest.raises(StoreError) as error:
        decide_and_break(stores.centre, replica)
    assert error.value.code == "store.database_away"
    decide(stores.centre, "h3")
    assert own(replica) == [1]


def test_after_a_commit_that_nobody_confirmed_the_log_itself_says_what_became_of_it(
    stores: TwoStores, replica: Replica
) -> None:
    decide(stores.centre, "h1")
    replica.away()
    with pytest.raises(CommitUnknown):
        decide(stores.centre, "h2")
    replica.back()
    decide_again(stores.centre, "h3")
    assert own(replica) == [1, 2, 3]  # it had been committed after all: the chain goes on behind it


def decide_and_break(log: EventLog, replica: Replica) -> None:
    with log.writing(uuid4(), NOON) as work:
        work.append(called("h1"))
        replica.terminate(backend(log))
        work.append(called("h2"))


def decide_again(log: EventLog, help_id: str) -> None:
    """Until the server has done with the commit that hung: as long, nobody else decides."""
    unless_another_decides(lambda: decide(log, help_id))


def unless_another_decides(act: Callable[[], T]) -> T:
    """Done, as soon as the server has ended the connection that hung."""
    while True:
        try:
            return act()
        except StoreError as error:
            if error.code != "store.other_decides":
                raise


def test_two_services_do_not_decide_for_one_node_and_the_second_takes_over(
    stores: TwoStores, database: str, replica: Replica
) -> None:
    decide(stores.centre, "h1")
    engine = open_postgres(database, CENTRE)
    second = EventLog(engine, stream=CENTRE, node=CENTRE, policy_rev="test", has_upstream=False)
    with second.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM event").scalar() == 1
    with pytest.raises(StoreError) as error:
        decide(second, "h2")
    assert error.value.code == "store.other_decides"
    stores.centre.connection.invalidate()
    decide_again(second, "h3")
    assert own(replica) == [1, 2]
    second.close()
    engine.dispose()


def test_a_batch_sent_again_after_an_unknown_commit_is_acknowledged_only_when_it_is_replicated(
    stores: TwoStores, replica: Replica
) -> None:
    stores.happen("help:1", called("1").event)
    replica.away()
    with pytest.raises(CommitUnknown):
        stores.push()
    while replica.waiting() is None:
        pass
    replica.cancel(int(str(replica.waiting())))  # now it is on the primary alone
    with pytest.raises(StoreError) as error:
        again(stores)
    assert error.value.code == "store.commit_unknown"  # found, and not acknowledged
    replica.back()
    assert again(stores) == ["dup"]


def again(stores: TwoStores) -> list[str]:
    return verdicts(unless_another_decides(stores.push))


@pytest.fixture
def ground(tmp_path: Path, database: str) -> Iterator[Ground]:
    made = make_ground(tmp_path)
    made.centre.config = made.centre.config.model_copy(update={"database_url": database})
    made.centre.start()
    yield made
    made.stop()


async def test_the_service_says_503_while_nothing_is_replicated_and_goes_on_by_itself(
    ground: Ground, replica: Replica
) -> None:
    hall = hall_reader(STREAM)
    hall_keys = read_keys(ground.keys[hall])
    batch = Batch(stream=STREAM, node=hall, epoch=1, first_seq=1, items=())
    async with httpx2.AsyncClient(base_url=ground.centre.url, trust_env=False, timeout=30) as http:

        async def push(told: Batch) -> httpx2.Response:
            signed = pack(told, hall, hall_keys.signing)
            headers = {
                "Authorization": f"Bearer {ground.tokens[HALL]}",
                "Content-Type": CONTENT_TYPE,
                SIGNER_HEADER: signed.signer,
                SIGNATURE_HEADER: signed.signature,
            }
            return await http.post("/v1/sync/push", content=signed.content, headers=headers)

        assert (await push(batch)).status_code == 200
        replica.away()
        refused = await push(batch)
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        replica.back()
        while (answer := await push(batch)).status_code == 503:
            pass
        assert answer.status_code == 200
