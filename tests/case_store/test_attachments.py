"""Attachments over real HTTP: added at the counter, kept sealed, read by whoever may open the case and nobody else."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import httpx2
import pytest
import uuid_utils.compat as uuid_v7
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from case_store.client.hall import HallClient
from case_store.log.schema import attachment, event
from case_store.policy_files import load_texts
from case_store.service.routes.attachments import AT_ONCE
from case_store.tokens import COUNTER, KIOSK
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import DispatchKind
from cases.hall_time import hall_date
from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.refusal import Reader, Refusal
from printing.copies.print_copy import print_copy, print_mark
from printing.faces import Faces
from tests.case_store.casework_hall import at_work, open_hall
from tests.case_store.one_hall import ASSETS, granted, refused
from tests.case_store.served import POLICY, Ground, rows
from tests.media_samples import DEVICE, SAMPLES, jpeg, pdf, png

PHOTO, PDF = AttachmentKind.PHOTO, AttachmentKind.PDF
TEXTS = load_texts(ASSETS)
FACES = Faces(ASSETS / "fonts")
NAME = "王某甲的工资条.jpg"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all of these: each test has cases of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


def vault_files(ground: Ground) -> set[Path]:
    folder = ground.hall.config.database.with_name("hall.db.attachments")
    return {path for path in folder.rglob("*") if path.is_file()}


def events_of(ground: Ground, case_id: str, type_: str) -> list[str]:
    """What the log says of a case, as it stands there."""
    found = [row for row in rows(ground, event) if row.aggregate == f"case:{case_id}"]
    return [row.body for row in found if row.type == type_]


async def test_every_kind_is_kept_and_comes_back_as_it_was_recorded(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id, desk = await hall.register(), hall.who["s1"]
        for media_type, (kind, content) in SAMPLES.items():
            page = granted(
                await desk.attachments.add(
                    case_id, kind, content, name=f"{media_type.name}.x", declared=media_type.value
                )
            )
            new = page.attachments[-1]
            assert (new.kind, new.media_type, new.name) == (kind, media_type, f"{media_type.name}.x")
            kept = granted(await desk.attachments.read(case_id, new.attachment_id))
            assert len(kept) == new.bytes_count
            if media_type not in (MediaType.JPEG, MediaType.PNG):
                assert kept == content
            else:
                assert Image.open(BytesIO(kept)).size == (64, 48)
                assert DEVICE.encode() not in kept
        assert len(page.attachments) == len(SAMPLES)
        told = [line.text for line in page.timeline if line.type == "attachment_added"]
        assert told == [f"{media_type.name}.x" for media_type in SAMPLES]


async def test_name_and_remark_are_sealed_and_the_file_tells_nothing(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id, before = await hall.register(), vault_files(ground)
        page = granted(
            await hall.who["s1"].attachments.add(case_id, PHOTO, jpeg(), name=NAME, remark="工资只发到六月")
        )
        assert page.attachments[0].name == NAME
        (added,) = events_of(ground, case_id, "attachment_added")
        assert "王某甲" not in added
        assert "工资" not in added
        (file,) = vault_files(ground) - before
        assert file.name in added, "the event names the sealed file"
        assert b"JFIF" not in file.read_bytes()


async def test_a_command_that_is_sent_twice_adds_one_file(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id, desk, command_id = await hall.register(), hall.who["s1"], uuid_v7.uuid7()
        for _ in range(2):
            page = granted(await desk.attachments.add(case_id, PHOTO, jpeg(), command_id=command_id))
            assert len(page.attachments) == 1
        other = await desk.attachments.add(case_id, PHOTO, png(), command_id=command_id)
        assert refused(other) == "command.id_reused"
        assert len([row for row in rows(ground, attachment) if row.case_id == case_id]) == 1


async def test_files_that_come_slowly_hold_up_no_other(ground: Ground) -> None:
    """From a village on a poor line, or from somebody who never ends."""
    go_on, on_their_way = asyncio.Event(), [asyncio.Event() for _ in range(AT_ONCE)]

    async def slowly(photo: bytes, begun: asyncio.Event) -> AsyncIterator[bytes]:
        yield photo[:50]
        begun.set()
        await go_on.wait()
        yield photo[50:]

    async with at_work(ground, "s1") as hall:
        case_id, desk = await hall.register(), hall.who["s1"]
        headers = {
            "Authorization": f"Bearer {ground.tokens[COUNTER]}",
            "X-Staff-Session": desk.connection.session or "",
            "X-Attachment-Kind": PHOTO.value,
        }
        async with httpx2.AsyncClient(base_url=ground.hall.url, headers=headers, timeout=60) as line:
            slow = [
                asyncio.create_task(
                    line.post(
                        f"/v1/cases/{case_id}/attachments",
                        content=slowly(jpeg(), begun),
                        headers={"X-Command-Id": str(uuid_v7.uuid7())},
                    )
                )
                for begun in on_their_way
            ]
            for begun in on_their_way:
                await begun.wait()
            page = granted(await desk.attachments.add(case_id, PHOTO, jpeg()))
            assert len(page.attachments) == 1
            go_on.set()
            assert [answer.status_code for answer in await asyncio.gather(*slow)] == [200, 200]


async def test_what_is_no_attachment_is_refused_with_a_sentence(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id, desk = await hall.register(), hall.who["s1"]
        bytes_max, before = POLICY.attachments.bytes_max, vault_files(ground)
        sent: list[tuple[bytes, AttachmentKind, str, str]] = [
            (b"", PHOTO, "", "attachment.empty"),
            (b"<svg onload='x()'/>", PHOTO, "image/svg+xml", "attachment.type_unknown"),
            (b"MZ" + bytes(1000), PHOTO, "image/jpeg", "attachment.type_unknown"),
            (jpeg()[:-20], PHOTO, "image/jpeg", "attachment.truncated"),
            (png(), PHOTO, "image/jpeg", "attachment.type_differs"),
            (png(), PDF, "", "attachment.wrong_kind"),
            (jpeg().ljust(bytes_max + 1, b"\0"), PHOTO, "image/jpeg", "attachment.too_large"),
            (bytes(2 * bytes_max), PHOTO, "image/jpeg", "attachment.too_large"),
        ]
        for content, kind, declared, code in sent:
            answer = await desk.attachments.add(case_id, kind, content, declared=declared)
            assert refused(answer) == code, (code, answer)
            assert isinstance(answer, Refusal)
            for reader in Reader:
                assert TEXTS.tell(answer, reader)
        assert vault_files(ground) == before
        assert granted(await desk.casework.open(case_id)).attachments == ()


async def test_a_file_of_exactly_the_limit_is_taken(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id, desk = await hall.register(), hall.who["s1"]
        frame = b"\xff\xfb\x90\x00" + bytes(413)  # of an MP3
        content = frame * (POLICY.attachments.bytes_max // len(frame))
        page = granted(await desk.attachments.add(case_id, AttachmentKind.AUDIO, content))
        read = granted(await desk.attachments.read(case_id, page.attachments[0].attachment_id))
        assert read == content


async def test_who_may_not_open_the_case_neither_reads_nor_adds(ground: Ground) -> None:
    async with at_work(ground, "s1", "sup", "c_labour") as hall:
        case_id, other = await hall.register(), await hall.register()
        page = granted(await hall.who["s1"].attachments.add(case_id, PHOTO, jpeg()))
        attachment_id = page.attachments[0].attachment_id
        clerk = hall.who["c_labour"]
        assert refused(await clerk.attachments.read(case_id, attachment_id)) == "case.unknown"
        assert refused(await clerk.attachments.add(case_id, PHOTO, jpeg())) == "case.unknown"
        assert refused(await hall.who["sup"].attachments.add(case_id, PHOTO, jpeg())) == "auth.right"
        assert refused(await hall.who["s1"].attachments.read(other, attachment_id)) == "attachment.unknown"
        kiosk = ground.client(KIOSK)
        assert refused(await kiosk.attachments.read(case_id, attachment_id)) == "auth.role"
        await kiosk.aclose()


async def test_the_unit_that_was_given_the_case_reads_what_is_there_and_adds_its_own(ground: Ground) -> None:
    async with at_work(ground, "s1", "c_justice") as hall:
        case_id, clerk, paper = await hall.register(), hall.who["c_justice"], pdf()
        page = granted(await hall.who["s1"].attachments.add(case_id, PDF, paper))
        await hall.do("s1", case_id, acts.Accept())
        await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY))
        await hall.do(
            "s1",
            case_id,
            acts.SendTo(
                kind=DispatchKind.SINGLE,
                level=Level.BANNER,
                channel=ResolutionMethod.PEOPLES_MEDIATION,
                units=("justice",),
            ),
        )
        assert granted(await clerk.attachments.read(case_id, page.attachments[0].attachment_id)) == paper
        page = granted(await clerk.attachments.add(case_id, PHOTO, jpeg(), name="现场.jpg"))
        assert [one.kind for one in page.attachments] == ["pdf", "photo"]


async def test_a_reading_is_kept_before_the_first_byte_and_the_answer_is_safe_to_show(ground: Ground) -> None:
    async with at_work(ground, "s1", "sup") as hall:
        case_id, desk = await hall.register(), hall.who["s1"]
        page = granted(await desk.attachments.add(case_id, PHOTO, jpeg(), declared="image/jpeg; x=<script>"))
        attachment_id = page.attachments[0].attachment_id
        granted(await hall.who["sup"].attachments.read(case_id, attachment_id))
        granted(await hall.who["sup"].attachments.read(case_id, attachment_id, to_print=True))
        read = [row.body for row in rows(ground, event) if row.type == "person_read" and "sup" in row.body]
        assert [re.findall(r'"purpose":\s*"(\w+)"', body) for body in read] == [
            ["attachment"],
            ["attachment_print"],
        ]
        answer = await raw(desk, "GET", f"/v1/cases/{case_id}/attachments/{attachment_id}")
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


async def raw(client: HallClient, method: str, path: str) -> httpx2.Response:
    """The answer itself, with its headers."""
    connection = client.connection
    answer = await connection._send(method, path, None, {}, again=False)
    assert isinstance(answer, httpx2.Response)
    return answer


async def test_a_file_that_is_gone_or_was_changed_is_told_and_not_shown(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id, desk = await hall.register(), hall.who["s1"]
        before = vault_files(ground)
        page = granted(await desk.attachments.add(case_id, PDF, pdf()))
        attachment_id = page.attachments[0].attachment_id
        (file,) = vault_files(ground) - before
        whole = file.read_bytes()
        file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert refused(await desk.attachments.read(case_id, attachment_id)) == "attachment.damaged"
        file.unlink()
        answer = await desk.attachments.read(case_id, attachment_id)
        assert refused(answer) == "attachment.missing"
        assert not [body for body in events_of(ground, case_id, "person_read") if '"attachment"' in body]


async def test_a_printed_copy_has_the_words_all_over_it_and_the_kept_file_has_none(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        case_id, desk = await hall.register(), hall.who["s1"]
        granted(await desk.attachments.add(case_id, PHOTO, jpeg(800, 600)))
        page = granted(await desk.attachments.add(case_id, PDF, pdf()))
        mark = print_mark(page.case_code, hall_date(ground.clock.now()), TEXTS)
        photo, paper = [
            granted(await desk.attachments.read(case_id, one.attachment_id, to_print=True))
            for one in page.attachments
        ]
        printed = Image.open(BytesIO(print_copy(photo, MediaType.JPEG, mark, FACES)))
        changed = ImageChops.difference(printed.convert("L"), Image.open(BytesIO(photo)).convert("L"))
        for place in ((0, 0), (300, 200), (600, 400)):
            part = changed.crop((*place, place[0] + 200, place[1] + 200))
            assert ImageStat.Stat(part).extrema[0][1] > 20, place
        (sheet,) = PdfReader(BytesIO(print_copy(paper, MediaType.PDF, mark, FACES))).pages
        words = sheet.extract_text()
        assert "agreement" in words
        assert "仅供综治中心办理使用" in words
        assert page.case_code in words
        assert "2026-11-23" in words
        with pytest.raises(ValueError, match="WAV"):
            print_copy(b"", MediaType.WAV, mark, FACES)
        with pytest.raises(OSError, match="PDF"):
            print_copy(b"%PDF-1.4 nothing", MediaType.PDF, mark, FACES)
