"""A hall without a line: its events go to the centre in a file, and an answer comes back; nobody else reads them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from case_store.admin import sync as sync_verbs
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.hall.house import OnDuty
from case_store.hall.policy_door import Revision
from case_store.keys import CENTRE, hall_reader, make_keys, read_keys
from case_store.log.fold_later import behind, fold_waiting
from case_store.log.schema import event, help_call, outbox
from case_store.store import Store
from case_store.sync.exchange import take_answer, take_events, write_events
from case_store.sync.exchange_file import ANSWER, read_file, write_file
from cases.queue.help_call import CallHelp
from cases.refusal import Refusal
from tests.case_store.served import MONDAY, STREAM, Ground, make_ground

FOR_HALLS = "supervision.toml"


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return make_ground(tmp_path, upstream=True)


@pytest.fixture
def hall(ground: Ground) -> Iterator[Store]:
    store = Store(ground.hall.config)
    yield store
    store.close()


@pytest.fixture
def centre(ground: Ground) -> Iterator[Store]:
    store = Store(ground.centre.config)
    yield store
    store.close()


def call_help(store: Store, *names: str) -> None:
    for name in names:
        store.hall.call_help(CallHelp(help_id=name, kiosk_id="k1", page="home", called_at=MONDAY))


def called(store: Store) -> list[str]:
    """Once what is placed is folded: on PostgreSQL that is a step of its own."""
    with store.log.writing(uuid4(), MONDAY) as work:
        for stream in behind(work.connection):
            fold_waiting(work.connection, stream)
    with store.log.reading() as connection:
        return sorted(connection.scalars(sa.select(help_call.c.help_id)))


def waiting(store: Store) -> int:
    with store.log.reading() as connection:
        return len(connection.execute(sa.select(outbox).where(outbox.c.verdict.is_(None))).all())


def test_events_go_by_file_and_are_forgotten_when_the_answer_is_there(
    tmp_path: Path, hall: Store, centre: Store
) -> None:
    call_help(hall, "a", "b")
    sent = write_events(hall, tmp_path / "one.sync")
    assert waiting(hall) == sent.events >= 2
    call_help(hall, "c")  # after the stick has left
    assert take_events(centre, tmp_path / "one.sync", tmp_path / "one.answer").events == sent.events
    assert called(centre) == ["a", "b"]
    assert take_answer(hall, tmp_path / "one.answer").events == sent.events
    assert waiting(hall) == 1
    assert write_events(hall, tmp_path / "two.sync").events == 1
    take_events(centre, tmp_path / "two.sync", tmp_path / "two.answer")
    assert called(centre) == ["a", "b", "c"]


def revise(centre: Store, old: str, new: str) -> None:
    """The centre revises what holds in its halls, too."""
    text = centre.hall.policy.files[FOR_HALLS].replace(old, new, 1)
    who = OnDuty(staff_id="a1", role="hall_admin")
    done = centre.hall.policy.revise(uuid4(), who, Revision(files={FOR_HALLS: text}, why="试行"))
    assert not isinstance(done, Refusal), done


def test_the_answer_tells_the_hall_what_concerns_it_and_told_again_it_changes_nothing(
    tmp_path: Path, hall: Store, centre: Store
) -> None:
    def there_and_back(name: str) -> int:
        write_events(hall, tmp_path / f"{name}.sync")
        told = take_events(centre, tmp_path / f"{name}.sync", tmp_path / f"{name}.answer").told
        assert take_answer(hall, tmp_path / f"{name}.answer").told == told
        return told

    def in_force() -> bool:
        return hall.hall.policy.files[FOR_HALLS] == centre.hall.policy.files[FOR_HALLS]

    assert there_and_back("one") == 0
    revise(centre, "# ", "#  ")
    assert not in_force()
    write_events(hall, tmp_path / "early.sync")
    take_events(centre, tmp_path / "early.sync", tmp_path / "early.answer")  # on its way while two others go
    revise(centre, "#  ", "#   ")
    assert there_and_back("two") == 2
    assert in_force()
    assert there_and_back("three") == 0
    take_answer(hall, tmp_path / "early.answer")
    take_answer(hall, tmp_path / "two.answer")
    assert in_force()
    assert there_and_back("four") == 0
    with hall.log.reading() as connection:
        told = list(connection.scalars(sa.select(event.c.type).where(event.c.stream == CENTRE)))
    assert told == ["policy_revised"] * 2


def test_a_file_that_is_taken_twice_or_out_of_turn_changes_nothing(
    tmp_path: Path, hall: Store, centre: Store
) -> None:
    call_help(hall, "a")
    write_events(hall, tmp_path / "one.sync")
    call_help(hall, "b")
    write_events(hall, tmp_path / "two.sync")  # the first one has not been answered: both tell "a"
    take_events(centre, tmp_path / "two.sync", tmp_path / "two.answer")
    take_events(centre, tmp_path / "one.sync", tmp_path / "one.answer")
    take_events(centre, tmp_path / "one.sync", tmp_path / "again.answer")
    assert called(centre) == ["a", "b"]
    for name in ("two.answer", "one.answer", "one.answer"):
        take_answer(hall, tmp_path / name)
    assert waiting(hall) == 0


def test_a_centre_that_lacks_what_was_before_says_from_where_to_begin(
    tmp_path: Path, hall: Store, centre: Store
) -> None:
    call_help(hall, "a")
    with hall.log.transaction():
        hall.log.connection.execute(sa.delete(outbox))  # confirmed once, by a centre that lost it
    call_help(hall, "b")
    write_events(hall, tmp_path / "one.sync")
    assert take_events(centre, tmp_path / "one.sync", tmp_path / "one.answer").events == 0
    take_answer(hall, tmp_path / "one.answer")
    write_events(hall, tmp_path / "two.sync")
    take_events(centre, tmp_path / "two.sync", tmp_path / "two.answer")
    assert called(centre) == ["a", "b"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda whole: whole[:-1], "sync.file_torn"),
        (lambda whole: whole[: len(whole) // 2], "sync.file_torn"),
        (lambda whole: whole[:500] + bytes([whole[500] ^ 1]) + whole[501:], "sync.file_torn"),
        (lambda whole: whole.replace(b'"hall:150502000"', b'"hall:150502001"', 1), "sync.file_stranger"),
        (lambda _whole: b"", "sync.file_torn"),
        (lambda _whole: b"PAH-SYNC1\n[]\n" + bytes(80), "sync.file_torn"),
    ],
)
def test_a_torn_or_foreign_file_is_refused_and_nothing_of_it_taken(
    tmp_path: Path, hall: Store, centre: Store, spoil: Callable[[bytes], bytes], code: str
) -> None:
    call_help(hall, "a")
    file = tmp_path / "one.sync"
    write_events(hall, file)
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(StoreError) as error:
        take_events(centre, file, tmp_path / "one.answer")
    assert error.value.code == code
    assert called(centre) == []
    assert not (tmp_path / "one.answer").exists()


def test_nobody_but_the_centre_opens_it_and_it_says_nothing_in_clear(
    tmp_path: Path, ground: Ground, hall: Store
) -> None:
    call_help(hall, "secret-help")
    file = tmp_path / "one.sync"
    write_events(hall, file)
    assert b"secret-help" not in file.read_bytes()
    with pytest.raises(StoreError) as error:
        read_file(file, hall.keys)
    assert error.value.code == "sync.file_for_another"
    with pytest.raises(StoreError) as error:
        write_events(hall, file)
    assert error.value.code == "sync.file_exists"
    other = read_keys(make_keys(tmp_path / "others", STREAM)[CENTRE])
    with pytest.raises(StoreError) as error:
        read_file(file, other)
    assert error.value.code == "sync.file_torn"  # signed by a key that is not the one known under that name
    stranger = read_keys(make_keys(tmp_path / "strangers", "150521000")[hall_reader("150521000")])
    write_file(tmp_path / "s.sync", stranger, CENTRE, ANSWER, {})
    with pytest.raises(StoreError) as error:
        read_file(tmp_path / "s.sync", hall.keys)
    assert error.value.code == "sync.file_stranger"


def test_the_operators_commands_bring_the_stick_there_and_back(
    tmp_path: Path, ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(ground.hall.config)
    call_help(store, "a")
    store.close()
    configs = {one.role: configured(tmp_path, one) for one in (ground.hall.config, ground.centre.config)}
    assert sync_verbs.export(configs["hall"], tmp_path / "x.sync") == 0
    assert sync_verbs.export(configs["centre"], tmp_path / "y.sync") == 1
    assert "answers a hall" in capsys.readouterr().err
    assert sync_verbs.take(configs["centre"], tmp_path / "x.sync", None) == 0
    assert sync_verbs.take(configs["hall"], tmp_path / "x.sync.answer", None) == 0
    assert "events confirmed" in capsys.readouterr().out
    assert sync_verbs.take(configs["hall"], tmp_path / "x.sync", None) == 1
    assert "not for this store" in capsys.readouterr().err
    store = Store(ground.hall.config)
    assert waiting(store) == 0
    store.close()


def configured(folder: Path, config: StoreConfig) -> Path:
    """As an operator would write it."""
    told = json.loads(config.model_dump_json(exclude_none=True, exclude={"upstream"}))
    lines = [f"{key} = {json.dumps(value)}" for key, value in told.items() if not isinstance(value, dict)]
    if config.upstream is not None:
        lines += ["[upstream]", f'url = "{config.upstream.url}"']
    path = folder / f"{config.role}.toml"
    path.write_text("\n".join(lines))
    return path
