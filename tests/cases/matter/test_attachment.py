"""What is taken as an attachment, and what is not, whatever it calls itself."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.casework.by import By
from cases.casework.case_commands import AddAttachment
from cases.casework.case_events import CaseEvent
from cases.casework.case_folding import evolve
from cases.casework.case_rules import decide
from cases.casework.case_state import Case, CaseState
from cases.hall_time import HALL_ZONE
from cases.matter.attachment import AttachmentNote, note_of, recognise
from cases.matter.matter import OpenMatter
from cases.matter.media.media_type import AttachmentKind, Flaw, MediaType
from cases.policy.attachments import AttachmentsPolicy, parse_attachments
from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.texts import parse_texts
from tests import media_samples
from tests.media_samples import SAMPLES

ASSETS = Path(__file__).parents[3] / "assets"
FILE = (ASSETS / "policy" / "attachments.toml").read_text("utf-8")
POLICY = parse_attachments(FILE, "attachments.toml")
TYPES = sorted(SAMPLES)


def code(answer: MediaType | Refusal) -> str:
    return answer.code if isinstance(answer, Refusal) else answer.name


def take(media: MediaType, content: bytes, declared: str = "", policy: AttachmentsPolicy = POLICY) -> str:
    return code(recognise(content, SAMPLES[media][0], declared, policy))


@pytest.mark.parametrize("media", TYPES)
def test_a_real_file_of_every_type_is_known_by_its_content(media: MediaType) -> None:
    content = SAMPLES[media][1]
    assert take(media, content) == media.name
    assert take(media, content, media.value.upper() + "; charset=x") == media.name


@pytest.mark.parametrize("media", TYPES)
def test_a_file_that_calls_itself_something_else_is_refused(media: MediaType) -> None:
    other = "image/png" if media is not MediaType.PNG else "audio/mpeg"
    assert take(media, SAMPLES[media][1], other) == "attachment.type_differs"


@pytest.mark.parametrize("media", TYPES)
def test_a_file_that_was_cut_off_anywhere_is_refused(media: MediaType) -> None:
    content = SAMPLES[media][1]
    frames = {MediaType.MP3: 417, MediaType.AAC: 64}.get(media)  # such a stream may end after any frame
    for length in range(1, len(content), max(1, len(content) // 150)):
        if frames is None or (length % frames != 30 and length % frames):
            assert take(media, content[:length]).startswith("attachment."), length


@pytest.mark.parametrize("media", TYPES)
def test_a_file_with_another_one_behind_it_is_refused(media: MediaType) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("run.exe", b"MZ")
    for behind in (archive.getvalue(), b"<script>alert(1)</script>", b"MZ" + bytes(300)):
        assert take(media, SAMPLES[media][1] + behind).startswith("attachment."), behind[:8]


def test_an_archive_hidden_inside_a_recording_is_found() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("run.exe", b"MZ")
    hidden = archive.getvalue()
    inside = media_samples.box(b"free", hidden)  # the end of the archive is the end of the file
    assert take(MediaType.M4A, media_samples.m4a() + inside) == "attachment.more_behind"


def test_previews_that_phones_put_behind_a_photo_are_no_flaw() -> None:
    assert take(MediaType.JPEG, media_samples.jpeg() + bytes(7) + media_samples.jpeg(16, 12)) == "JPEG"


class Watched(bytes):
    """A file that knows how much of it was copied to be looked at."""

    copied = 0

    def __getitem__(self, which: Any) -> Any:
        found = super().__getitem__(which)
        Watched.copied += len(found) if isinstance(found, bytes) else 0
        return found


def test_a_photo_of_a_million_previews_or_fill_bytes_is_looked_through_once() -> None:
    """When what was left was copied for each, 20 MB took a day, and a thread of the service with it."""
    preview, filled = media_samples.jpeg(16, 12), b"\xff\xff\xd0" * 1000
    content = Watched(media_samples.jpeg() + preview * 50 + b"\xff\xd8" + filled)
    assert take(MediaType.JPEG, content) == "attachment.truncated"
    assert Watched.copied < len(content)


def test_a_recording_of_boxes_in_boxes_without_end_is_refused() -> None:
    inside = b""
    for _ in range(2_000):
        inside = media_samples.box(b"trak", inside)
    endless = media_samples.m4a() + media_samples.box(b"moov", inside)
    assert take(MediaType.M4A, endless) == "M4A"  # a real one, whatever lies beside it
    assert take(MediaType.M4A, endless.replace(b"soun", b"text")) == "attachment.broken"


def test_a_progressive_photo_is_a_photo() -> None:
    assert take(MediaType.JPEG, media_samples.jpeg(progressive=True)) == "JPEG"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<!doctype html><script>1</script>",
        b"PK\x03\x04" + bytes(60),
        b"MZ" + bytes(60),
        b"\x7fELF" + bytes(60),
        b"GIF89a" + bytes(60),
        b"II*\x00" + bytes(60),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
        b"\n%PDF-1.4",
        b"#!/bin/sh",
    ],
)
def test_what_is_not_on_the_list_is_refused(content: bytes) -> None:
    for kind in AttachmentKind:
        assert code(recognise(content, kind, "image/jpeg", POLICY)) == "attachment.type_unknown"


def test_nothing_is_no_file_and_the_last_byte_counts() -> None:
    wav = SAMPLES[MediaType.WAV][1]
    exact = POLICY.model_copy(update={"bytes_max": len(wav)})
    assert take(MediaType.WAV, b"") == "attachment.empty"
    assert take(MediaType.WAV, wav, policy=exact) == "WAV"
    assert take(MediaType.WAV, wav + b"\0", policy=exact) == "attachment.too_large"
    assert take(MediaType.WAV, bytes(POLICY.bytes_max + 1)) == "attachment.too_large"
    assert POLICY.bytes_max == 20_000_000


def test_each_kind_has_its_types() -> None:
    assert code(recognise(SAMPLES[MediaType.PDF][1], AttachmentKind.SCAN, "", POLICY)) == "PDF"
    assert (
        code(recognise(SAMPLES[MediaType.PDF][1], AttachmentKind.PHOTO, "", POLICY))
        == "attachment.wrong_kind"
    )
    assert (
        code(recognise(SAMPLES[MediaType.WAV][1], AttachmentKind.PHOTO, "", POLICY))
        == "attachment.wrong_kind"
    )


def test_a_picture_that_claims_to_be_enormous_is_not_even_opened() -> None:
    content = bytearray(media_samples.jpeg())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    assert take(MediaType.JPEG, bytes(content)) == "attachment.too_many_pixels"


def test_a_video_a_locked_document_and_one_that_runs_something_are_refused() -> None:
    assert take(MediaType.M4A, media_samples.m4a(b"vide")) == "attachment.video"
    document = SAMPLES[MediaType.PDF][1]
    assert take(MediaType.PDF, document.replace(b"/ID", b"/Encrypt 9 0 R /ID", 1)) == "attachment.encrypted"
    runs = document.replace(b"/ID", b"/OpenAction << /S /JavaScript >> /ID", 1)
    assert take(MediaType.PDF, runs) == "attachment.active"


@given(st.binary(max_size=300), st.sampled_from(sorted(AttachmentKind)), st.text(max_size=20))
def test_no_garbage_breaks_the_check(content: bytes, kind: AttachmentKind, declared: str) -> None:
    assert code(recognise(content, kind, declared, POLICY)).startswith("attachment.")


@given(st.data(), st.sampled_from(TYPES))
def test_a_file_that_was_changed_anywhere_breaks_nothing(data: st.DataObject, media: MediaType) -> None:
    content = bytearray(SAMPLES[media][1])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        what = data.draw(st.sampled_from(["change", "remove", "add"]))
        piece = data.draw(st.binary(min_size=1, max_size=8))
        content[at : at + (0 if what == "add" else len(piece))] = b"" if what == "remove" else piece
        content = content or bytearray(b"\0")
    answer = recognise(bytes(content), SAMPLES[media][0], "", POLICY)
    assert isinstance(answer, MediaType) or answer.code.startswith("attachment.")


def test_a_name_is_one_line_without_its_folders() -> None:
    note = note_of("C:\\李某甲\\协议\u202egpj.exe\n" + "长" * 200, "第一行\r\n第二行", "00", POLICY)
    assert note.name.startswith("协议gpj.exe 长")
    assert len(note.name) == POLICY.name_chars_max
    assert note == AttachmentNote(name=note.name, remark="第一行\n第二行", content_hash="00")
    assert note_of("../../etc/passwd", "", "", POLICY).name == "passwd"


def test_a_kind_without_types_is_a_mistake_that_is_named() -> None:
    for wrong, key in (("pdf = []", "kinds.pdf"), ('pdf = ["text/html"]', "kinds.pdf.0"), ("", "kinds.pdf")):
        text = FILE.replace('\npdf = ["application/pdf"]', f"\n{wrong}")
        with pytest.raises(PolicyError) as caught:
            parse_attachments(text, "attachments.toml")
        assert caught.value.key == key


def test_every_flaw_is_said_to_three_readers() -> None:
    texts = parse_texts({p.name: p.read_text("utf-8") for p in (ASSETS / "texts").glob("*attachments.toml")})
    for flaw in Flaw:
        for reader in Reader:
            assert texts.tell(Refusal(flaw.value, {"found": "PDF"}), reader)
    for kind in AttachmentKind:
        assert texts.get(f"attachments.kind.{kind}")


def test_an_attachment_is_added_once_and_not_beyond_what_policy_allows(policy: Policy) -> None:
    case = Case(
        case_id="c1", case_code="x", holder="h", state=CaseState.CLOSED, open=OpenMatter(), clocks=(),
        attachments=frozenset(f"a{number}" for number in range(policy.attachments.per_case_max - 1)),
    )  # fmt: skip
    handler = By(staff_id="s1", role="reception")

    def add(case: Case, attachment_id: str) -> list[CaseEvent] | Refusal:
        asked = AddAttachment(
            by=handler, attachment_id=attachment_id, kind="pdf", media_type="application/pdf",
            bytes_count=1, file_hash="00",
        )  # fmt: skip
        return decide(case, asked, policy, datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE), "h")

    assert add(case, "a0") == []
    (added,) = granted(add(case, "last"))
    full = evolve(case, added, "h")
    assert full is not None
    refused = add(full, "one more")
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.facts) == ("attachment.too_many", {"most": policy.attachments.per_case_max})
    assert add(full, "last") == []


def granted(answer: list[CaseEvent] | Refusal) -> list[CaseEvent]:
    assert not isinstance(answer, Refusal), answer
    return answer
