"""制度修订: checked as a whole, kept as an event, in force at once, after a restart and from the day it names."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
import uuid_utils.compat as uuid_v7

from case_store.hall.house import OnDuty
from case_store.hall.policy_door import Revision
from case_store.policy_files import PolicyFiles, load_texts
from case_store.revised_policy import ToldPolicies
from case_store.store import Store
from case_store.views.kiosk import kiosk_sections
from case_store.views.wall import wall_sections
from cases.policy.policy_revision import PolicyRevised
from cases.refusal import Reader, Refusal
from cases.views import PolicyView, RosterLine
from tests.case_store.one_hall import ASSETS, STREAM, OneHall, granted, refused

ADMIN = OnDuty(staff_id="s5", role="hall_admin")
SITTING = """
[[weekly]]
staff = "s1"
unit = "court"
counter = 2
days = ["mon"]
from = 08:30:00
to = 12:00:00
"""


def files_of(hall: OneHall) -> dict[str, str]:
    return hall.store.hall.policy.files


def change(hall: OneHall, *pairs: tuple[str, str], name: str = "hall.toml") -> dict[str, str]:
    """The file as it is in force, with these words replaced."""
    text = files_of(hall)[name]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return {name: text}


def revise(
    hall: OneHall,
    files: Mapping[str, str],
    why: str = "试一试",
    *,
    based_on: str = "",
    command_id: UUID | None = None,
) -> PolicyView | Refusal:
    revision = Revision(files=files, why=why, based_on=based_on)
    return hall.store.hall.policy.revise(command_id or uuid_v7.uuid7(), ADMIN, revision)


def counter_4(store: Store) -> str:
    """What counter 4 is called."""
    counter = store.policy.hall.counter(4)
    assert counter is not None
    return counter.name


def told(answer: object) -> str:
    """The sentence that staff read."""
    assert isinstance(answer, Refusal)
    return load_texts(ASSETS).tell(answer, Reader.STAFF)


RENAME = ('name = "咨询窗口"', 'name = "问询窗口"')
CLOSED_COUNTER_5 = (
    'number = 5\nname = "调解预约窗口"\nserves = ["C", "Z", "A"]',
    'number = 6\nname = "x"\nserves = ["C"]',
)


def test_a_revision_holds_at_once_and_after_a_restart(hall: OneHall) -> None:
    before = hall.store.policy.rev
    view = granted(revise(hall, change(hall, RENAME), "窗口改名"))
    assert counter_4(hall.store) == "问询窗口"
    assert view.rev == hall.store.policy.rev != before
    assert [name for name, _ in view.files] == ["hall.toml"]
    hall.reopen()
    assert hall.store.policy.rev == view.rev
    assert hall.store.hall.policy.view == view
    assert hall.faults() == []


def test_events_name_the_policy_under_which_they_were_decided(hall: OneHall) -> None:
    before = hall.store.policy.rev
    hall.take()
    after = granted(revise(hall, change(hall, RENAME))).rev
    hall.take()
    revs = hall.rows(
        "SELECT type, policy_rev FROM event WHERE type IN ('ticket_issued', 'policy_revised') ORDER BY position"
    )
    assert [tuple(row) for row in revs] == [
        ("ticket_issued", before),
        ("policy_revised", before),
        ("ticket_issued", after),
    ]


def test_a_revision_sent_twice_happens_once(hall: OneHall) -> None:
    files, once = change(hall, RENAME), uuid_v7.uuid7()
    assert revise(hall, files, command_id=once) == revise(hall, files, command_id=once)
    assert sum(isinstance(event, PolicyRevised) for event in hall.events()) == 1
    assert refused(revise(hall, files, "anders", command_id=once)) == "command.id_reused"


def test_what_is_in_force_already_is_no_revision(hall: OneHall) -> None:
    assert refused(revise(hall, {"hall.toml": files_of(hall)["hall.toml"]})) == "policy.nothing_new"
    assert refused(revise(hall, {})) == "policy.nothing_new"


def test_a_revision_needs_a_reason(hall: OneHall) -> None:
    for why in ("", "  \n", "长" * 201):
        assert refused(revise(hall, change(hall, RENAME), why)) == "policy.why_missing"


def test_two_who_revise_at_once_do_not_overwrite_each_other(hall: OneHall) -> None:
    read = hall.store.policy.rev
    mine, theirs = change(hall, RENAME), change(hall, ("slogan = ", "slogan = "), ("有矛盾纠纷", "有纠纷"))
    granted(revise(hall, mine, based_on=read))
    assert refused(revise(hall, theirs, based_on=read)) == "policy.changed_meanwhile"
    assert hall.store.policy.hall.slogan.startswith("有矛盾纠纷")


@pytest.mark.parametrize(
    ("files", "file", "key"),
    [
        ({"hall.toml": "= nonsense ="}, "hall.toml", "TOML"),
        ({"hall.toml": ""}, "hall.toml", "effective_from"),
        ({"hall.toml": "\x00\x01\x02"}, "hall.toml", "TOML"),
        ({"hal.toml": "x = 1"}, "hal.toml", "文件名"),
        ({"../hall.toml": "x = 1"}, "../hall.toml", "文件名"),
        ({"voice.toml": "effective_from = 2026-01-01"}, "voice.toml", "source"),
        ({"townships.csv": "a,b\n1,2\n"}, "townships.csv", None),
    ],
)
def test_garbage_is_refused_with_file_and_key_and_changes_nothing(
    hall: OneHall, files: dict[str, str], file: str, key: str | None
) -> None:
    before = hall.store.policy
    answer = revise(hall, files)
    assert refused(answer) == "policy.invalid"
    assert isinstance(answer, Refusal)
    assert answer.facts["file"] == file
    assert key in (None, answer.facts["key"])
    assert hall.store.policy is before
    assert not any(isinstance(event, PolicyRevised) for event in hall.events())


def test_too_much_at_once_is_refused(hall: OneHall) -> None:
    assert refused(revise(hall, {"hall.toml": "#" * 500_000})) == "policy.too_large"
    assert refused(revise(hall, {f"voice.{n}.toml": "" for n in range(41)})) == "policy.too_large"


def test_the_name_of_the_log_and_the_code_of_the_centre_stay(hall: OneHall) -> None:
    for old, new in (
        ('stream = "150502000"', 'stream = "other"'),
        ('centre_code = "150502000"', 'centre_code = "150502001"'),
    ):
        answer = revise(hall, change(hall, (old, new)))
        assert refused(answer) == "policy.invalid"
        assert "不能改" in str(answer)


def test_next_years_mistake_is_found_today(hall: OneHall) -> None:
    late = files_of(hall)["roster.toml"].replace("2026-01-01", "2027-01-01", 1) + SITTING.replace(
        "= 2", "= 99"
    )
    answer = revise(hall, {"roster.2027-01-01.toml": late})
    assert refused(answer) == "policy.invalid"
    assert isinstance(answer, Refusal)
    assert answer.facts["file"] == "roster.2027-01-01.toml"


def test_a_queue_in_which_somebody_waits_stays(hall: OneHall) -> None:
    number = hall.take(queue="C").ticket_no
    text = files_of(hall)["hall.toml"]
    start = text.index('[[queues]]\nletter = "C"')
    end = text.index("[[queues]]", start + 5)
    without = text[:start] + text[end:]
    without = without.replace('serves = ["C", "Z", "A"]', 'serves = ["Z", "A"]').replace(
        'queue = "C"', 'queue = "A"'
    )
    answer = revise(hall, {"hall.toml": without})
    assert refused(answer) == "policy.queue_in_use"
    assert "调解预约" in told(answer)
    assert number in told(answer)
    desk = hall.desk(5)
    hall.end(desk, hall.serve(desk))
    granted(revise(hall, {"hall.toml": without}))
    assert [queue.letter for queue in hall.store.policy.hall.queues] == ["A", "B", "Z"]


def test_a_counter_at_which_somebody_sits_stays(hall: OneHall) -> None:
    hall.desk(5)
    gone = change(hall, CLOSED_COUNTER_5)
    answer = revise(hall, gone)
    assert refused(answer) == "policy.counter_in_use"
    assert "5号窗口" in told(answer)
    granted(hall.store.hall.sign_out(OnDuty(staff_id="s5", role="reception", counter_no=5)))
    granted(revise(hall, gone))


def test_a_roster_with_a_stranger_in_it_is_refused(hall: OneHall) -> None:
    text = files_of(hall)["roster.toml"]
    answer = revise(hall, {"roster.toml": text + SITTING.replace('"s1"', '"s99"')})
    assert refused(answer) == "policy.invalid"
    assert "s99" in str(answer)
    granted(revise(hall, {"roster.toml": text + SITTING}))


def test_the_wall_shows_the_roster_without_a_name_and_no_public_screen_is_told_one(hall: OneHall) -> None:
    granted(revise(hall, {"roster.toml": files_of(hall)["roster.toml"] + SITTING}))
    _, wall = hall.store.hall.look(wall_sections())
    assert wall["roster"][0] == RosterLine(unit_name="法院", mode="RESIDENT", counter_no=2)
    _, kiosk = hall.store.hall.look(kiosk_sections("k1"))
    for view in (wall["policy"], kiosk["policy"]):
        assert "s1" not in str(view.files)
        own = PolicyFiles(own=hall.store.house.files.own, demo=True)
        assert own.hold(dict(view.files), view.day).left_out == {}
    assert "s1" in str(hall.counter_view().policy)


def test_a_version_holds_from_the_day_that_it_names(hall: OneHall) -> None:
    tomorrow = hall.clock.now().date() + timedelta(days=1)
    text = files_of(hall)["hall.toml"].replace("2026-01-01", tomorrow.isoformat(), 1).replace(*RENAME)
    granted(revise(hall, {f"hall.{tomorrow}.toml": text}))
    hall.store.hall.tick()
    assert counter_4(hall.store) == "咨询窗口"
    day = hall.store.hall.policy.view.day
    hall.wait(days=1)
    hall.store.hall.tick()
    assert counter_4(hall.store) == "问询窗口"
    assert hall.store.hall.policy.view.day == tomorrow != day


def test_the_history_says_who_when_and_why(hall: OneHall) -> None:
    granted(revise(hall, change(hall, RENAME), "窗口改名"))
    hall.wait(minutes=5)
    granted(revise(hall, change(hall, ("spare_minutes = 15", "spare_minutes = 20")), " 下班晚一点 "))
    newest, first = hall.store.hall.policy.history()
    assert (newest.why, newest.staff_name, newest.names) == ("下班晚一点", "包某5", ("hall.toml",))
    assert first.why == "窗口改名"
    assert newest.at - first.at >= timedelta(minutes=5)


@pytest.fixture
def upgraded(hall: OneHall) -> OneHall:
    """A hall whose revised file has become unreadable: a later program wants more of it."""
    granted(revise(hall, change(hall, RENAME)))
    granted(revise(hall, {"roster.toml": files_of(hall)["roster.toml"] + SITTING}))
    with hall.store.log.connection.begin():
        hall.store.log.connection.exec_driver_sql(
            "UPDATE policy_revision SET text = replace(text, 'idle_lock_minutes', 'idle') WHERE name = 'hall.toml'"
        )
    hall.reopen()
    return hall


def test_a_hall_opens_although_a_revised_file_cannot_be_read_any_more(upgraded: OneHall) -> None:
    store: Store = upgraded.store
    assert counter_4(store) == "咨询窗口"
    assert len(store.policy.roster.weekly) == 1  # the other revised file holds
    store.hall.tick()
    store.hall.tick()
    assert upgraded.notice_codes() == ["notice.policy_left_out"]
    assert dict(upgraded.notices()[0].facts)["file"] == "hall.toml"


def test_the_centre_knows_what_each_hall_works_by(hall: OneHall) -> None:
    policies = ToldPolicies(hall.store.house.files)
    day = hall.clock.now().date()

    def known(stream: str) -> str:
        with hall.store.log.reading() as connection:
            counter = policies.of(connection, stream, day).hall.counter(4)
            assert counter is not None
            return counter.name

    assert known(STREAM) == "咨询窗口"
    granted(revise(hall, change(hall, RENAME)))
    assert known(STREAM) == "问询窗口"
    assert known("another hall") == "咨询窗口"


def test_a_rebuilt_projection_gives_the_same_policy(hall: OneHall) -> None:
    granted(revise(hall, change(hall, RENAME)))
    before = hall.tables()["policy_revision"]
    hall.store.rebuild()
    assert hall.tables()["policy_revision"] == before
