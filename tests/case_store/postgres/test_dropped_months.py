"""A month of the log is dropped after its archive was held against it, and comes back; clocks were wrong."""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from case_store.admin import months
from case_store.admin.verify import main as verify_store
from case_store.central.archive import archive_month
from case_store.central.dropping import drop_month
from case_store.central.months import REST, keep_ahead
from case_store.central.policies import BACKUP
from case_store.central.restoring import restore_month
from case_store.central.roles import SERVICE, set_up
from case_store.clock import OffsetClock
from case_store.errors import StoreError
from case_store.keys import CENTRE
from case_store.log import projections
from case_store.log.countersign import countersign_heads, tampered
from case_store.log.dropped import DROPPED, refuse_where_dropped
from case_store.log.event_log import Past
from case_store.log.history import case_name, case_of
from case_store.log.micros import to_us
from case_store.log.projections import case_histories
from case_store.log.schema import PROJECTIONS, case_, downlink, downlink_head, event
from case_store.log.verify import verify
from case_store.sync import digests
from case_store.sync.compare import BLOCKS, Question
from case_store.sync.heads import heads
from case_store.sync.own_tail import own_tail
from case_store.sync.pull_answer import answer
from case_store.sync.pull_apply import read_pulled
from cases.casework.case_state import FINISHED, CaseState
from cases.casework.forgetting_events import HoldLifted, HoldPlaced
from cases.casework.handling_events import CaseArchived, CaseReopened, CaseWithdrawn
from cases.hall_time import HALL_ZONE
from tests.case_store.figure_world import draw
from tests.case_store.on_postgres import as_role
from tests.case_store.one_hall import ASSETS
from tests.case_store.test_ingest import call_help
from tests.case_store.two_stores import NOON, STREAM, TwoStores, verdicts

NOVEMBER = date(2026, 11, 1)
LATER = datetime(2029, 1, 2, tzinfo=HALL_ZONE)
MONTHS = 24


class Centre:
    """What an operator of a centre does with its months."""

    def __init__(self, stores: TwoStores, url: str, folder: Path) -> None:
        self.stores, self.url, self.folder = stores, url, folder

    def months(self, now: datetime) -> None:
        with self.stores.centre.transaction():
            keep_ahead(self.stores.centre.connection, now)

    def push(self, now: datetime = NOON) -> list[str]:
        """Everything that waits at the hall, received at an instant; the hall forgets nothing."""
        batch = self.stores.batch()
        answer = self.stores.take(self.stores.sign(batch), now)
        return verdicts(answer)

    def sign_heads(self) -> None:
        with self.stores.centre.writing(uuid4(), NOON) as work:
            while countersign_heads(work.connection, CENTRE, self.stores.centre_keys.signing, NOON, most=100):
                pass

    def archive(self, first: date = NOVEMBER, now: datetime = LATER) -> None:
        archive_month(self.url, first, self.folder, self.stores.centre_keys, now)

    def drop(self, first: date = NOVEMBER, now: datetime = LATER, months: int = MONTHS) -> int:
        """How many events lost their words."""
        keys = self.stores.centre_keys
        return drop_month(self.url, first, self.folder, keys, own=CENTRE, now=now, months_kept=months).events

    def refused(self, first: date = NOVEMBER, now: datetime = LATER) -> str:
        with pytest.raises(StoreError) as error:
            self.drop(first, now)
        return error.value.code

    def restore(self, first: date = NOVEMBER) -> int:
        return restore_month(self.url, first, self.folder, self.stores.centre_keys)

    def faults(self) -> list[str]:
        """Of the chains, and of what the centre signed."""
        with self.stores.centre.reading() as connection:
            signed = tampered(connection, self.stores.centre_keys.signers)
            return [one.what for one in verify(connection)] + [one.what for one in signed]

    def rows(self) -> list[tuple[object, ...]]:
        """The whole log."""
        with self.stores.centre.reading() as connection:
            order = (event.c.stream, event.c.position)
            return [tuple(row) for row in connection.execute(sa.select(event).order_by(*order))]

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that was made from the log."""
        with self.stores.centre.reading() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
                for table in PROJECTIONS
            }

    def hollow(self) -> int:
        """How many events have no words here."""
        with self.stores.centre.reading() as connection:
            counted = sa.select(sa.func.count()).select_from(event).where(event.c.body == DROPPED)
            return int(connection.scalar(counted) or 0)

    def indexes(self) -> list[str]:
        """Of November's table, without the names that PostgreSQL gave."""
        with psycopg.connect(self.url) as connection:
            told = "SELECT indexdef FROM pg_indexes WHERE tablename = 'event_2026_11'"
            return sorted(str(row[0]).partition(" ON ")[2] for row in connection.execute(told))

    def pulled(self, hall: str) -> tuple[int, list[str]]:
        """Where a hall that asks from its beginning is told to go on, and the ids of what it is told."""
        with self.stores.centre.writing(uuid4(), NOON) as work:
            told = answer(work.connection, self.stores.centre_keys, hall, position=0, mark="")
        pulled = read_pulled(told)
        return pulled.position, [item["event"]["id"] for item in pulled.items]

    def heads(self) -> object:
        """What a hall that greets is compared with."""
        with self.stores.centre.reading() as connection:
            return heads(connection, STREAM, self.stores.hall.node)

    def laid_down(self) -> str:
        """A case that is archived."""
        with self.stores.centre.reading() as connection:
            archived = sa.select(case_.c.case_id).where(case_.c.state == CaseState.ARCHIVED)
            return str(connection.execute(archived.order_by(case_.c.case_id)).scalars().first())

    def lies_in(self) -> dict[int, str]:
        with psycopg.connect(self.url) as connection:
            told = "SELECT seq, tableoid::regclass::text FROM event WHERE stream = %s"
            return {int(row[0]): str(row[1]) for row in connection.execute(told, (STREAM,))}


def many_cases(stores: TwoStores) -> None:
    """Twenty, each brought to its end."""
    luck = Random(5)  # noqa: S311  the same world every time
    for number in range(20):
        for told in draw(luck, number, NOON, NOON - timedelta(days=20)):
            stores.happen(told.aggregate, told.event, at=told.at)
    with stores.hall.reading() as connection:
        states = connection.execute(sa.select(case_.c.case_id, case_.c.state)).all()
    for row in states:
        if row.state == CaseState.CLOSED:
            stores.happen(case_name(row.case_id), CaseArchived(staff_id="s1"))
        elif row.state not in FINISHED:
            stores.happen(case_name(row.case_id), CaseWithdrawn(staff_id="s1", because=None))


@pytest.fixture
def centre(stores: TwoStores, database: str, tmp_path: Path) -> Centre:
    """November has cases that are laid down and a call for help; the log goes on until January 2029."""
    made = Centre(stores, database, tmp_path / "archives")
    made.folder.mkdir()
    made.months(NOON)
    many_cases(stores)
    call_help(stores, "a")
    made.push()
    made.months(LATER)
    call_help(stores, "b")
    made.push(LATER)
    made.sign_heads()
    return made


def test_a_month_is_dropped_and_everything_goes_on_then_it_comes_back(centre: Centre) -> None:
    before, tables, names = centre.rows(), centre.tables(), centre.indexes()
    assert centre.faults() == []
    centre.archive()
    gone = centre.drop()
    left = centre.rows()
    assert gone == centre.hollow() > 100
    assert {row[2] for row in left} == {row[2] for row in before}  # every event is at its place
    assert centre.faults() == []
    assert centre.tables() == tables
    assert centre.indexes() == names
    assert centre.refused() == "archive.month_dropped"
    with pytest.raises(StoreError, match=r"archive\.month_dropped"):
        centre.archive()
    assert centre.restore() == gone
    assert centre.rows() == before
    assert centre.faults() == []
    assert centre.drop() == gone  # as often as it is wanted
    with pytest.raises(StoreError, match=r"archive\.month_here"):
        centre.restore(date(2026, 12, 1))


def test_halls_notice_nothing_of_a_dropped_month(centre: Centre) -> None:
    stores, asked = centre.stores, Question(epoch=1, last=10_000, block=BLOCKS)
    heads = centre.heads()
    with stores.centre.reading() as connection:
        told = digests.some_blocks(connection, STREAM, stores.hall.node, asked, 1)
    centre.archive()
    centre.drop()
    assert centre.heads() == heads
    with stores.centre.reading() as connection:
        assert digests.some_blocks(connection, STREAM, stores.hall.node, asked, 1) == told
    rows = len(centre.rows())
    assert set(centre.push()) == {"dup"}  # told again it is not taken for new, nor for a hole
    assert len(centre.rows()) == rows
    call_help(stores, "c")
    assert centre.push(LATER)[-1] == "ok"
    assert centre.faults() == []


def test_a_hall_that_is_told_a_dropped_event_hears_what_stands_behind_it(centre: Centre) -> None:
    stores, other = centre.stores, "150521000"
    centre.archive()
    with stores.centre.reading() as connection:
        ids = connection.execute(sa.select(event.c.id, event.c.body).order_by(event.c.position)).all()
    first, last = ids[0].id, ids[-1].id  # of November, of 2029
    with stores.centre.transaction():
        write = stores.centre.connection.execute
        write(sa.insert(downlink_head), {"stream": other, "position": 2, "mark": "m2"})
        for position, told in ((1, first), (2, last)):
            row = {"stream": other, "position": position, "source": STREAM, "event_id": told}
            write(sa.insert(downlink), {**row, "mark": f"m{position}"})
    assert centre.pulled(other) == (2, [first, last])
    centre.drop()
    assert centre.pulled(other) == (2, [last])


def test_tables_are_made_anew_of_the_whole_log_or_not_at_all(centre: Centre) -> None:
    centre.archive()
    centre.drop()
    tables, log = centre.tables(), centre.stores.centre
    with log.reading() as connection, pytest.raises(StoreError, match=r"rebuild\.months_away"):
        refuse_where_dropped(connection)
    with log.reading() as connection, pytest.raises(StoreError, match=r"archive\.month_needed") as error:
        own_tail(connection, STREAM, centre.stores.hall.node, 1, 0)
    assert error.value.facts == {"month": "2026-11"}
    centre.restore()
    with log.transaction():
        refuse_where_dropped(log.connection)
        projections.rebuild(log.connection)
    assert centre.tables() == tables


def test_a_case_of_a_dropped_month_that_is_taken_up_again_keeps_what_is_known_of_it(centre: Centre) -> None:
    """It goes on in its turn; only what would need its beginning waits for the month."""
    centre.archive()
    centre.drop()
    stores = centre.stores
    case_id = centre.laid_down()
    stores.happen(
        case_name(case_id),
        CaseReopened(staff_id="s1", reason_code="new_facts", because=None, clocks=(), stops=()),
    )
    assert centre.push(LATER)[-1] == "ok"
    with stores.centre.reading() as connection:
        state = connection.scalar(sa.select(case_.c.state).where(case_.c.case_id == case_id))
    assert state == CaseState.REOPENED
    tables = centre.tables()
    with stores.centre.transaction():
        case_histories.refold(stores.centre.connection, case_id)
    assert centre.tables()["case_"] == tables["case_"]
    assert centre.faults() == []


def test_who_would_decide_on_a_case_of_a_dropped_month_is_told_to_bring_it_back(centre: Centre) -> None:
    centre.archive()
    centre.drop()
    case_id, log = centre.laid_down(), centre.stores.centre
    with log.transaction():
        case_histories.refold(log.connection, case_id)  # as a take-over would have it

    def said() -> dict[str, object]:
        with log.reading() as connection, pytest.raises(StoreError) as error:
            case_of(Past(connection, STREAM, LATER), case_id)
        return {error.value.code: error.value.facts}

    assert said() == {"archive.words_away": {"months": "2026-11"}}
    with log.reading() as connection, pytest.raises(StoreError, match=r"archive\.words_away"):
        Past(connection, STREAM, LATER).past(case_name(case_id))
    centre.restore()
    assert said() == {"rebuild.needed": {}}
    with log.transaction():
        projections.rebuild(log.connection)
        assert case_of(Past(log.connection, STREAM, LATER), case_id) is not None


def test_a_month_stays_while_policy_a_case_a_hold_or_our_own_work_needs_it(centre: Centre) -> None:
    stores = centre.stores
    centre.archive()
    assert centre.refused(now=datetime(2028, 11, 30, tzinfo=HALL_ZONE)) == "drop.too_young"
    case = centre.laid_down()
    stores.happen(case_name(case), HoldPlaced(hold_id="h1", reason_code="court", staff_id="s1"))
    centre.push(LATER)
    assert centre.refused() == "drop.cases_held"
    stores.happen(case_name(case), HoldLifted(hold_id="h1", staff_id="s1"))
    centre.push(LATER)
    with psycopg.connect(centre.url) as connection:
        connection.execute("DELETE FROM countersign")
    assert centre.refused() == "drop.not_ready"
    centre.sign_heads()
    with psycopg.connect(centre.url) as connection:
        connection.execute("UPDATE fold_cursor SET position = 1")
    assert centre.refused() == "drop.not_ready"
    stores.follow()
    with psycopg.connect(centre.url) as connection:
        connection.execute("UPDATE case_ SET state = 'closed' WHERE case_id = %s", (case,))
    assert centre.refused() == "drop.cases_open"
    with psycopg.connect(centre.url) as connection:
        connection.execute("UPDATE case_ SET state = 'archived' WHERE case_id = %s", (case,))
    assert centre.drop() > 100


def test_a_month_stays_when_its_archive_is_not_what_is_there(centre: Centre) -> None:
    centre.archive()
    with psycopg.connect(centre.url) as connection:
        connection.execute("UPDATE event SET hash = 'x' WHERE stream = %s AND seq = 7", (STREAM,))
    assert centre.refused() == "drop.differs"
    (centre.folder / "events-2026-11.jsonl.gz").write_bytes(b"")
    assert centre.refused() == "archive.damaged"
    assert not centre.hollow()


def test_words_that_are_missing_elsewhere_or_signed_otherwise_are_found(centre: Centre) -> None:
    centre.archive()
    centre.drop()
    emptied = "UPDATE event SET body = '' WHERE stream = %s AND received_at_us > %s"
    with psycopg.connect(centre.url) as connection:  # of a month that was not dropped
        connection.execute(emptied, (STREAM, to_us(LATER) - 1))
    assert centre.faults() == ["changed"]


def test_a_clock_that_was_wrong_makes_no_month_old_and_what_it_misplaced_is_dropped_where_it_lies(
    stores: TwoStores, database: str, tmp_path: Path
) -> None:
    centre = Centre(stores, database, tmp_path / "archives")
    centre.folder.mkdir()
    centre.months(NOON)
    many_cases(stores)
    june = datetime(2027, 6, 9, tzinfo=HALL_ZONE)
    centre.push(june)  # for a moment the centre believed that it is June: no month is there for it
    assert set(centre.lies_in().values()) == {REST}
    centre.sign_heads()
    first = date(2027, 6, 1)
    centre.archive(first, now=LATER)
    ahead = datetime(2032, 1, 1, tzinfo=HALL_ZONE)  # now the operator's clock is, while the log is not
    assert centre.refused(first, now=ahead) == "drop.too_young"
    call_help(stores, "a")
    late = datetime(2031, 1, 1, tzinfo=HALL_ZONE)
    centre.months(late)
    centre.push(late)
    before = centre.rows()
    centre.sign_heads()
    gone = centre.drop(first, now=late)
    assert gone > 100
    assert centre.faults() == []
    assert centre.restore(first) == gone
    assert centre.rows() == before


def test_where_rights_are_kept_by_roles_a_superuser_drops_and_the_service_brings_back(
    centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the verbs, as an operator types them."""
    centre.archive()
    set_up(centre.url)
    service = as_role(centre.url, SERVICE)
    keys = tmp_path / "keys" / "centre.keys.json"
    clock = tmp_path / "clock"
    OffsetClock(clock).move_to(LATER)
    config = tmp_path / "centre.toml"
    facts = {"role": "centre", "name": CENTRE, "database": "centre.db", "database_url": service}
    facts |= {"key_file": str(keys), "tokens_file": "tokens.json", "assets_dir": str(ASSETS)}
    facts["clock_file"] = str(clock)
    config.write_text("".join(f'{key} = "{value}"\n' for key, value in facts.items()) + "demo = true\n")
    november = datetime(2026, 11, 1)
    assert months.drop(config, november, centre.folder) == 1
    assert "superuser" in capsys.readouterr().err
    assert months.drop(config, november, centre.folder, database_url=centre.url) == 0
    assert centre.hollow() > 100
    set_up(centre.url)  # as at every upgrade
    assert months.listed(config) == 0
    assert verify_store(config, archives=centre.folder) == 0
    assert verify_store(config) == 0
    told = capsys.readouterr().out
    assert "event" not in told
    assert told.count("2026-11") == 3  # dropped, listed, and named by verify
    with psycopg.connect(as_role(centre.url, BACKUP)) as connection:
        row = connection.execute("SELECT count(*) FROM event_2026_11").fetchone()
    assert row is not None
    assert row[0] > 100
    assert months.restore(config, november, centre.folder) == 0
    assert centre.hollow() == 0
    (centre.folder / "events-2026-11.json").unlink()
    assert months.drop(config, november, centre.folder, database_url=centre.url) == 1
