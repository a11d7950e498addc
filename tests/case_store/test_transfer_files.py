"""Files of a case go up to the centre and down to the hall: in pieces, sealed, checked, and after their events."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from case_store.attachments.sealing import sealed_bytes_count
from case_store.attachments.vault import Vault, vault_beside
from case_store.client.hall import HallClient
from case_store.log.history import case_name
from case_store.log.schema import attachment, event, file_due, outbox
from case_store.seal import new_case_key
from case_store.sync.file_carrier import PIECE_BYTES, PURPOSE
from case_store.sync.question import sign
from case_store.tokens import COUNTER, HALL
from cases.casework.case_additions import AttachmentAdded
from cases.matter.media.media_type import AttachmentKind
from cases.views import StaffView
from tests.case_store.casework_hall import at_work, employ, open_hall
from tests.case_store.one_hall import granted
from tests.case_store.served import PIN, STREAM, Ground, rows, until

PHOTO = AttachmentKind.PHOTO
UPPER = StaffView(staff_id="u1", name="包某丁", role="reception")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.1)
        patch.setattr("case_store.sync.files.AGAIN_AFTER", timedelta())
        made = open_hall(tmp_path_factory.mktemp("centre"), centre=True)
        employ(made.centre, UPPER)
        yield made
        made.stop()


def photo() -> bytes:
    """Of several pieces: noise does not compress."""
    file = BytesIO()
    Image.frombytes("RGB", (500, 500), os.urandom(750_000)).save(file, "PNG")
    assert file.tell() > 2 * PIECE_BYTES
    return file.getvalue()


async def added(client: HallClient, case_id: str) -> tuple[str, bytes]:
    """(attachment id, what is kept of it)."""
    page = granted(await client.attachments.add(case_id, PHOTO, photo(), name="x.png"))
    attachment_id = page.attachments[-1].attachment_id
    return attachment_id, granted(await client.attachments.read(case_id, attachment_id))


async def test_a_photo_is_read_at_the_other_store_whichever_it_was_added_at(ground: Ground) -> None:
    upper = ground.client(COUNTER, ground.centre.url)
    granted(await upper.sign_in(UPPER.staff_id, PIN, 1))
    async with at_work(ground, "s1") as hall:
        case_id = await hall.register()
        await until(lambda: not rows(ground, outbox))
        up, kept = await added(hall.who["s1"], case_id)
        (sent,) = rows(ground, attachment)
        above = vault_beside(ground.centre.config.database)
        await until(
            lambda: len(rows(ground, attachment, at_centre=True)) == 1 and above.holds(sent.file_hash)
        )
        await until(lambda: not rows(ground, file_due))
        assert granted(await upper.attachments.read(case_id, up)) == kept
        down, kept = await added(upper, case_id)
        await until(lambda: len(rows(ground, attachment)) == 2)
        (told,) = [row for row in rows(ground, attachment) if row.attachment_id == down]
        vault = vault_beside(ground.hall.config.database)
        await until(lambda: vault.holds(told.file_hash))
        assert granted(await hall.who["s1"].attachments.read(case_id, down)) == kept
        await _strangers_get_nothing(ground, up)
    await upper.aclose()


async def test_an_event_that_names_a_path_for_a_file_leads_out_of_no_vault(ground: Ground) -> None:
    """Of a hall whose server is in other hands: its signature is right, what it says is not."""
    hall, centre = ground.hall.store, ground.centre.config.database
    assert hall is not None
    outside = centre.with_name("outside")
    outside.write_bytes(b"not of the vault")
    async with at_work(ground, "s1") as working:
        case_id = await working.register()
        for name in (f"../../{outside.name}", str(outside)):
            named = AttachmentAdded(
                attachment_id=name,
                kind=PHOTO.value,
                media_type="image/png",
                bytes_count=10**6,
                file_hash=name,
                staff_id="s1",
            )
            await hall.run(lambda named=named: _say(ground, case_id, named))  # type: ignore[misc]
    await until(lambda: not rows(ground, outbox))
    told = [row for row in rows(ground, event, at_centre=True) if outside.name in row.body]
    assert len(told) == 2
    async with httpx2.AsyncClient(base_url=ground.centre.url) as line:
        for row in told:
            headers = {
                "Authorization": f"Bearer {ground.tokens[HALL]}",
                "X-Signer": f"hall:{STREAM}",
                "X-Signature": sign(hall.keys.signing, PURPOSE, STREAM, "bring", STREAM, row.id, 0),
            }
            path = f"/v1/sync/files/{STREAM}/{row.id}"
            answer = await line.put(path, params={"offset": 0}, headers=headers, content=b"anything")
            assert (answer.status_code, answer.json()["code"]) == (404, "sync.file.unknown")
    assert not [file for file in centre.parent.iterdir() if file.name.startswith("outside.")]
    await until(lambda: not rows(ground, file_due))  # nor does the hall go on trying


def _say(ground: Ground, case_id: str, happened: AttachmentAdded) -> None:
    assert ground.hall.store is not None
    with ground.hall.store.hall.runner.writing() as work:
        work.record(case_name(case_id), [happened], "staff:s1")


async def _strangers_get_nothing(ground: Ground, attachment_id: str) -> None:
    """Who is no hall, signs for something else, or was not told the event."""
    store = ground.hall.store
    assert store is not None
    key = store.keys.signing
    (own,) = [row for row in rows(ground, event) if attachment_id in row.body and row.stream == STREAM]
    path = f"/v1/sync/files/{STREAM}/{own.id}"
    right = sign(key, PURPOSE, STREAM, "fetch", STREAM, own.id, 0)
    async with httpx2.AsyncClient(base_url=ground.centre.url) as line:
        for token, signature, status in (
            (HALL, right, 404),  # its own event: the hall was never told it
            (HALL, sign(key, PURPOSE, STREAM, "bring", STREAM, own.id, 0), 403),
            (HALL, "", 403),
            (COUNTER, right, 403),
        ):
            headers = {
                "Authorization": f"Bearer {ground.tokens[token]}",
                "X-Signer": f"hall:{STREAM}",
                "X-Signature": signature,
            }
            answer = await line.get(path, params={"offset": 0}, headers=headers)
            assert answer.status_code == status, answer.text


def test_a_file_in_pieces_goes_on_where_it_was_cut_off_and_is_whole_or_not_there(tmp_path: Path) -> None:
    one, other = Vault(tmp_path / "one"), Vault(tmp_path / "other")
    kept = one.keep(new_case_key("c1"), "a1", os.urandom(300_000))
    sealed = sealed_bytes_count(kept.bytes_count)
    first = one.slice(kept.file_hash, 0, 100_000) or b""
    assert other.come(kept.file_hash, 0, first, sealed) == 100_000
    again = Vault(tmp_path / "other")  # the power failed
    assert again.come(kept.file_hash, 0, b"", sealed) == 100_000
    assert again.come(kept.file_hash, 0, first, sealed) == 100_000  # sent twice
    rest = one.slice(kept.file_hash, 100_000, 10**6) or b""
    assert not again.holds(kept.file_hash)
    assert again.come(kept.file_hash, 100_000, rest[:-1] + b"x", sealed) == 0  # changed on the way
    assert not again.holds(kept.file_hash)
    assert again.come(kept.file_hash, 0, first + rest, sealed) == sealed
    assert again.holds(kept.file_hash)
    assert again.come(kept.file_hash, 5, b"", sealed) == sealed
    assert again.slice("0" * 64, 0, 10) is None
