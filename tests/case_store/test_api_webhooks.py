"""Other systems are told: signed, again until it is taken, never somewhere else, and nobody waits for anybody."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from case_store.config import WebhooksConfig
from case_store.hall.house import OnDuty
from case_store.service.app import create_app
from case_store.store import Store
from case_store.webhooks.guarded_line import check_url, is_allowed
from cases.codec import _NAMES
from cases.roles import Role
from cases.systems.webhook import Kind, MadeWebhook, WebhookRow, told_fields
from tests.case_store.one_hall import OneHall, granted, refused
from tests.case_store.receiver import WITHIN_S, Receiver

HERE = WebhooksConfig(networks=(ip_network("127.0.0.0/8"),), timeout_s=1.0, dead_after_days=0.1)
ADMIN = OnDuty(staff_id="adm", role=Role.HALL_ADMIN)
DOC = Path(__file__).parents[2] / "docs" / "api.md"


class Telling:
    """A served hall that tells, and its clock."""

    def __init__(self, folder: Path) -> None:
        self.hall = OneHall(folder)

    @contextmanager
    def served(self, webhooks: WebhooksConfig = HERE) -> Iterator[None]:
        """As long as the service runs. Started again it is another process's file."""
        self.hall.store.close()
        config = self.hall.config.model_copy(update={"webhooks": webhooks, "tick_seconds": 60.0})
        self.hall.store = Store(config)
        with TestClient(create_app(self.hall.store)):
            yield

    def run(self, act: Callable[..., Any], *args: Any) -> Any:
        """In the store's own thread."""
        return self.hall.store._thread.submit(lambda: act(*args)).result(WITHIN_S)

    def add(self, receiver: Receiver, *kinds: Kind) -> MadeWebhook:
        """A new receiver."""
        hooks = self.hall.store.hall.webhooks
        made: MadeWebhook = granted(self.run(hooks.make, ADMIN, "市平台", receiver.url, kinds or tuple(Kind)))
        return made

    def happen(self) -> str:
        """Somebody registers a matter; its case code."""
        submission = self.hall.submission()
        self.run(self.hall.store.hall.submit, submission)
        assert submission.case is not None
        return submission.case.case_code

    def row(self, made: MadeWebhook) -> WebhookRow:
        """How it stands."""
        rows = self.run(self.hall.store.hall.webhooks.listed)
        [found] = [row for row in rows if row.webhook_id == made.row.webhook_id]
        assert isinstance(found, WebhookRow)
        return found

    def until(self, made: MadeWebhook, true: Callable[[WebhookRow], bool]) -> WebhookRow:
        """The courier works in another thread."""
        give_up = time.monotonic() + WITHIN_S
        while not true(row := self.row(made)):
            assert time.monotonic() < give_up, row
        return row

    def tried(self, times: int) -> None:
        """Until somebody's message was tried so often, and that is written down."""
        give_up = time.monotonic() + WITHIN_S
        while (times,) not in self.run(self.hall.rows, "SELECT tries FROM webhook_due"):
            assert time.monotonic() < give_up

    def later(self, **how: float) -> None:
        """The hall's clock goes on, and the courier looks."""
        self.hall.clock.move_by(timedelta(**how))
        on_commit = self.hall.store.on_commit
        assert on_commit is not None
        on_commit(())


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telling]:
    telling = Telling(tmp_path_factory.mktemp("telling"))
    with telling.served():
        yield telling
    telling.hall.store.close()


@pytest.fixture
def served(telling: Telling) -> Iterator[Telling]:
    yield telling
    for row in telling.run(telling.hall.store.hall.webhooks.listed):
        telling.run(telling.hall.store.hall.webhooks.end, row.webhook_id)


def verifier() -> Callable[[str, dict[str, str], bytes], bool]:
    """The receiver's ten lines, as the document prints them."""
    [block] = re.findall(r"```python verify\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102  our own document
    verify: Callable[[str, dict[str, str], bytes], bool] = names["verify"]
    return verify


def test_what_happened_is_told_signed_and_names_nobody(served: Telling) -> None:
    with Receiver() as receiver:
        made = served.add(receiver, Kind.REGISTERED)
        case_code = served.happen()
        [(headers, body)] = receiver.wait(1)
        served.until(made, lambda row: row.waiting == 0)
    told = json.loads(body)
    assert (told["kind"], told["case_code"], told["store"]) == ("case_registered", case_code, "150502000")
    assert headers["webhook-id"] == told["id"]
    for word in ("李某", "1300000", "楼上", "吵"):
        assert word not in body.decode()
    verify = verifier()
    assert verify(made.secret, headers, body)
    assert not verify(made.secret, headers, body.replace(b"case_registered", b"case_closed"))
    assert not verify(made.secret, {**headers, "webhook-timestamp": str(int(time.time()) - 600)}, body)
    assert not verify("whsec_AAAA", headers, body)


def test_what_was_not_taken_comes_again_when_the_receiver_had_a_rest(served: Telling) -> None:
    with Receiver(500) as receiver:
        made = served.add(receiver)
        served.happen()
        served.happen()
        receiver.wait(1)
        row = served.until(made, lambda row: row.trouble == "HTTP 500")
        assert row.waiting == 2
        assert len(receiver.got) == 1  # the second message waits for the receiver, too
        receiver.status = 204
        served.later(seconds=6)
        first, again, second = receiver.wait(3)
        assert again[1] == first[1]
        assert second[1] != first[1]
        served.until(made, lambda row: row.waiting == 0)


def test_a_message_that_is_refused_waits_alone(served: Telling) -> None:
    with Receiver(400) as receiver:
        made = served.add(receiver)
        served.happen()
        receiver.wait(1)
        served.until(made, lambda row: row.trouble == "HTTP 400")
        receiver.status = 200
        served.happen()
        receiver.wait(2)
        served.until(made, lambda row: row.waiting == 1)


def test_a_receiver_that_hangs_holds_up_nobody(served: Telling) -> None:
    with Receiver(0) as slow, Receiver() as quick:
        hanging, well = served.add(slow), served.add(quick)
        served.happen()
        slow.wait(1)
        served.happen()
        quick.wait(2)
        served.until(well, lambda row: row.waiting == 0)
        row = served.until(hanging, lambda row: row.trouble == "TimeoutError")
        assert row.waiting == 2


def test_a_redirect_is_not_followed(served: Telling) -> None:
    with Receiver(302) as receiver, Receiver() as elsewhere:
        receiver.location = elsewhere.url
        made = served.add(receiver)
        served.happen()
        served.until(made, lambda row: row.trouble == "HTTP 302")
        assert elsewhere.got == []


def test_after_days_it_is_given_up_staff_are_told_and_an_operator_sends_it_again(served: Telling) -> None:
    with Receiver(503) as receiver:
        made = served.add(receiver)
        served.happen()
        receiver.wait(1)
        for tries in range(2, 13):
            served.tried(tries - 1)
            served.later(minutes=61)
            receiver.wait(tries)
        row = served.until(made, lambda row: row.dead == 1)
        assert row.waiting == 0
        codes = [row[0] for row in served.run(served.hall.rows, "SELECT code FROM notice")]
        assert codes.count("notice.webhook_dead") == 1
        receiver.status = 200
        again = granted(served.run(served.hall.store.hall.webhooks.again, made.row.webhook_id))
        assert (again.waiting, again.dead) == (1, 0)
        served.later(seconds=1)
        receiver.wait(13)
        served.until(made, lambda row: row.waiting == 0)


def test_what_is_owed_survives_a_stop_and_goes_nowhere_inside_unless_the_operator_says_so(
    tmp_path: Path,
) -> None:
    telling = Telling(tmp_path)
    with Receiver(500) as receiver:
        with telling.served():
            made = telling.add(receiver)
            telling.happen()
            telling.tried(1)
        receiver.status = 200
        telling.happen()  # the store is open, nobody serves
        telling.hall.clock.move_by(timedelta(minutes=1))
        with telling.served(WebhooksConfig()):
            telling.until(made, lambda row: row.trouble == "address not allowed")
            assert len(receiver.got) == 1
        telling.hall.clock.move_by(timedelta(minutes=1))
        with telling.served():
            receiver.wait(3)
            telling.until(made, lambda row: row.waiting == 0)
    telling.hall.store.close()


def test_who_was_ended_is_told_nothing_and_nothing_is_kept(served: Telling) -> None:
    with Receiver(500) as receiver:
        made = served.add(receiver)
        served.happen()
        served.until(made, lambda row: bool(row.trouble))
        row = granted(served.run(served.hall.store.hall.webhooks.end, made.row.webhook_id))
        assert (row.waiting, bool(row.ended_at)) == (0, True)
    assert refused(served.run(served.hall.store.hall.webhooks.end, "nobody")) == "webhook.unknown"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),  # noqa: S104
        *("::1", "::ffff:127.0.0.1", "2002:7f00:1::", "fd00::1", "fe80::1%eth0", "ff02::1", "224.0.0.1"),
        *("::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "::ffff:0:a00:1", "fec0::1"),
    ],
)
def test_these_addresses_are_inside(address: str) -> None:
    assert not is_allowed(address, WebhooksConfig())


def test_an_address_of_the_internet_or_of_a_named_network_is_spoken_to() -> None:
    for address in ("8.8.8.8", "64:ff9b::808:808", "2400:3200::1"):
        assert is_allowed(address, WebhooksConfig())
    assert is_allowed("10.12.3.4", WebhooksConfig(networks=(ip_network("10.12.0.0/16"),)))
    assert not is_allowed("10.13.3.4", WebhooksConfig(networks=(ip_network("10.12.0.0/16"),)))


def test_outside_the_demo_only_https_is_written_down() -> None:
    assert check_url("https://a.example/x", demo=False) is None
    assert refused(check_url("http://a.example/x", demo=False)) == "webhook.https_only"
    assert refused(check_url("file:///etc/passwd", demo=False)) == "webhook.https_only"
    assert refused(check_url("https://user:word@a.example/", demo=True)) == "webhook.url_odd"


def test_every_kind_is_an_event_of_ours_and_every_field_that_is_told_exists() -> None:
    told = told_fields()
    for kind in Kind:
        assert _NAMES[kind.value].__name__ in told
    assert told["CaseRegistered"] == {"source"}
    assert told["DispatchReturned"] == {"dispatch_id", "unit", "duty_id"}
    assert told["CaseClosed"] == {"result"}
