"""SIGKILL while files are added and a list is imported: no event without its file, no matter twice, nothing lost."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
import uuid_utils.compat as uuid_v7

from case_store.casework.import_door import BATCH
from case_store.hall.house import OnDuty
from case_store.imports.list_file import ListFile, read_content
from case_store.service.access import SESSION_HEADER
from case_store.service.routes.attachments import COMMAND, KIND
from case_store.tokens import COUNTER
from cases.casework.case_additions import AttachmentAdded
from cases.matter.attachment import Attachment
from cases.matter.import_report import sort_out
from cases.matter.import_rows import ImportedMatter, ImportGround
from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.views import StaffView
from tests.case_store.hall_process import HallProcess
from tests.case_store.made_lists import csv_file, rows_of
from tests.case_store.one_hall import PIN, OneHall
from tests.media_samples import pdf

ROWS = 300
DISPATCHER = StaffView(staff_id="disp", name="韩某丙", role="dispatcher")


@dataclass(frozen=True, slots=True)
class AfterTheCut:
    """The hall, opened again; `acknowledged`: command ids that were answered before the cut."""

    one: OneHall
    acknowledged: frozenset[str]
    content: bytes

    @property
    def added(self) -> list[AttachmentAdded]:
        return [happened for happened in self.one.events() if isinstance(happened, AttachmentAdded)]

    def imported(self) -> list[str]:
        found = self.one.rows("SELECT external_id FROM case_ WHERE source = 'message_board'")
        return [row.external_id for row in found]


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AfterTheCut]:
    folder = tmp_path_factory.mktemp("hall")
    one = OneHall(folder)
    one.store.add_staff(DISPATCHER, PIN)
    desk = one.desk(1)
    one.take()
    row = one.serve(desk)
    case_id = one.open_matter(desk, row).case_id
    one.end(desk, row)
    content = csv_file(folder / "list.csv", rows_of(ROWS)).read_bytes()
    acknowledged: set[str] = set()

    def add_files(client: httpx2.Client) -> None:
        with suppress(httpx2.HTTPError):
            while True:
                headers = {COMMAND: str(uuid_v7.uuid7()), KIND: "pdf", "Content-Type": "application/pdf"}
                answer = client.post(f"/v1/cases/{case_id}/attachments", content=pdf(), headers=headers)
                assert answer.status_code == 200, answer.text
                acknowledged.add(headers[COMMAND])

    def import_list(client: httpx2.Client) -> None:
        with suppress(httpx2.HTTPError):
            client.post("/v1/imports?mapping=message_board", content=content, timeout=60)

    process = HallProcess(one)
    process.start()
    with (
        process.signed_in(2) as adds,
        process.http(COUNTER) as imports,
        process.http(COUNTER) as looks,
    ):
        entered = imports.post("/v1/sign-in", json={"staff_id": "disp", "pin": PIN, "counter_no": None})
        imports.headers[SESSION_HEADER] = looks.headers[SESSION_HEADER] = entered.json()["session"]
        threads = [
            threading.Thread(target=add_files, args=(adds,)),
            threading.Thread(target=import_list, args=(imports,)),
        ]
        threads[0].start()
        while len(list((folder / "hall.db.attachments").glob("??/*"))) < 4:
            threads[0].join(0.005)
            assert threads[0].is_alive()
        threads[1].start()
        while matters_seen(looks) <= BATCH:  # one batch is there, more are to come
            assert threads[1].is_alive()
        process.kill()
        for thread in threads:
            thread.join()
    one.store = one.opened()
    yield AfterTheCut(one, frozenset(acknowledged), content)
    one.store.close()


def matters_seen(client: httpx2.Client) -> int:
    """How many matters the hall shows by now."""
    counts: list[tuple[str, int]] = client.get("/v1/inbox?tab=all").json()["counts"]
    return dict(counts)["all"]


def test_no_event_is_without_its_file_and_what_no_event_names_is_swept(cut: AfterTheCut) -> None:
    hall, vault = cut.one.store.hall, cut.one.store.house.vault
    assert {e.attachment_id for e in cut.added} >= cut.acknowledged
    assert len(cut.acknowledged) >= 3
    for e in cut.added:
        record = Attachment(
            attachment_id=e.attachment_id,
            kind=AttachmentKind(e.kind),
            media_type=MediaType(e.media_type),
            bytes_count=e.bytes_count,
            file_hash=e.file_hash,
        )
        assert vault.check(record) is None
    named = hall.attachments.named_files()
    assert named == {e.file_hash for e in cut.added}
    folder = cut.one.folder / "hall.db.attachments"
    orphan = vault_file(folder)
    vault.sweep(named, datetime.now(tz=UTC) - timedelta(hours=1))
    assert orphan.exists(), "what is young is left alone: its event may come in a moment"
    vault.sweep(named, datetime.now(tz=UTC) + timedelta(hours=1))
    assert {path.name for path in folder.glob("??/*")} == named


def vault_file(folder: Path) -> Path:
    """A file whose event never came."""
    path = folder / "00" / ("0" * 64)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"sealed")
    return path


def test_the_list_is_there_in_whole_batches_and_importing_it_again_makes_it_whole(cut: AfterTheCut) -> None:
    hall = cut.one.store.hall
    torn = len(cut.imported())
    assert 0 < torn < ROWS
    assert torn % BATCH == 0
    ground = hall.imports.ground("message_board")
    assert isinstance(ground, ImportGround)
    read = read_content(cut.content, ground.mapping, ground.policy.imports.limits)
    assert isinstance(read, ListFile), read
    matters = [one for one in read.matters(ground) if isinstance(one, ImportedMatter)]
    known = hall.imports.known({one.import_key for one in matters})
    report = sort_out(read.head, matters, known)
    assert (len(report.new), len(report.same_lines)) == (ROWS - torn, torn)
    who = OnDuty(staff_id="disp", role="dispatcher")
    hall.imports.register(who, matters)  # also those that are there: each is there once all the same
    found = cut.imported()
    assert len(set(found)) == len(found) == ROWS
    assert cut.one.faults() == []


def test_making_the_tables_anew_keeps_what_was_imported_and_named(cut: AfterTheCut) -> None:
    tables = ("import_key", "attachment", "serial_day", "case_")
    before = cut.one.tables()
    cut.one.store.rebuild()
    after = cut.one.tables()
    assert [after[name] for name in tables] == [before[name] for name in tables]
    assert len(after["import_key"]) == len(cut.imported())
