"""Attachments on the disk: sealed, whole, checked, and gone with the key of their case."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from case_store.attachments.sealing import CHUNK_BYTES, sealed_bytes_count
from case_store.attachments.vault import Kept, Vault, vault_beside
from case_store.errors import StoreError
from case_store.seal import CaseKey, new_case_key
from cases.matter.attachment import Attachment
from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.refusal import Reader, Refusal
from cases.texts import parse_texts
from tests.case_store.attachment_writer import MARKER, SECRET, content_of

HERE = Path(__file__).parents[2]
REFUSALS = "refusals_attachments.toml"
TEXTS = parse_texts({REFUSALS: (HERE / "assets" / "texts" / REFUSALS).read_text("utf-8")})
FAR = datetime(2100, 1, 1, tzinfo=UTC)
KEY = CaseKey(case_id="c1", secret=SECRET)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return vault_beside(tmp_path / "hall.db")


def record(kept: Kept, attachment_id: str = "a1") -> Attachment:
    return Attachment(
        attachment_id=attachment_id,
        kind=AttachmentKind.PHOTO,
        media_type=MediaType.JPEG,
        bytes_count=kept.bytes_count,
        file_hash=kept.file_hash,
    )


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def code(answer: object) -> str | None:
    return answer.code if isinstance(answer, Refusal) else None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    length=st.one_of(
        st.integers(0, 100),
        st.sampled_from([CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]),
    ),
    seed=st.binary(min_size=1, max_size=4),
)
def test_what_is_kept_is_read_again_and_nothing_of_it_stands_on_the_disk(
    vault: Vault, tmp_path: Path, length: int, seed: bytes
) -> None:
    content = (MARKER + seed) * (length // 20 + 1)
    content = content[:length]
    kept = vault.keep(KEY, "a1", content)
    assert vault.read(KEY, record(kept)) == content
    path = next(path for path in files(tmp_path) if path.name == kept.file_hash)
    assert path.stat().st_size == sealed_bytes_count(length)
    assert MARKER[:12] not in path.read_bytes()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_it_is_read_in_pieces_so_that_nobody_needs_all_of_it_in_memory(vault: Vault) -> None:
    content = os.urandom(3 * CHUNK_BYTES + 5)
    chunks = vault.stream(KEY, record(vault.keep(KEY, "a1", content)))
    assert not isinstance(chunks, Refusal)
    assert [len(chunk) for chunk in chunks] == [CHUNK_BYTES] * 3 + [5]


def test_the_same_photo_kept_twice_does_not_look_the_same(vault: Vault) -> None:
    one, two = vault.keep(KEY, "a1", b"x" * 100), vault.keep(KEY, "a1", b"x" * 100)
    assert one.content_hash == two.content_hash
    assert one.file_hash != two.file_hash


def test_the_key_of_another_case_opens_nothing_and_neither_does_another_name(vault: Vault) -> None:
    kept = vault.keep(KEY, "a1", b"x" * 100)
    assert code(vault.read(new_case_key("c1"), record(kept))) == "attachment.no_key"
    assert code(vault.read(CaseKey(case_id="c2", secret=SECRET), record(kept))) == "attachment.no_key"
    assert code(vault.read(KEY, record(kept, "a2"))) == "attachment.no_key"


@pytest.mark.parametrize("at", [0, 9, 41, 60, CHUNK_BYTES + 70, -1])
def test_a_file_that_was_changed_anywhere_is_refused(vault: Vault, tmp_path: Path, at: int) -> None:
    attachment = record(vault.keep(KEY, "a1", b"x" * (2 * CHUNK_BYTES)))
    path = files(tmp_path)[0]
    torn = bytearray(path.read_bytes())
    torn[at] ^= 1
    path.write_bytes(torn)
    assert code(vault.check(attachment)) == "attachment.damaged"
    assert code(vault.read(KEY, attachment)) == "attachment.damaged"


def test_a_file_cut_off_made_longer_or_swapped_is_refused(vault: Vault, tmp_path: Path) -> None:
    attachment = record(vault.keep(KEY, "a1", b"x" * (2 * CHUNK_BYTES)))
    path = files(tmp_path)[0]
    whole = path.read_bytes()
    for spoilt in (b"", whole[:-1], whole[: len(whole) // 2], whole + b"\0", os.urandom(len(whole))):
        path.write_bytes(spoilt)
        assert code(vault.read(KEY, attachment)) == "attachment.damaged"
    path.write_bytes(whole)
    assert vault.read(KEY, attachment) == b"x" * (2 * CHUNK_BYTES)


def test_a_file_that_is_gone_or_a_folder_in_its_place_is_told(vault: Vault, tmp_path: Path) -> None:
    attachment = record(vault.keep(KEY, "a1", b"x"))
    path = files(tmp_path)[0]
    path.unlink()
    refusal = vault.read(KEY, attachment)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "attachment.missing"
    assert "a1" in TEXTS.tell(refusal, Reader.OPERATOR)
    path.mkdir()
    assert code(vault.read(KEY, attachment)) == "attachment.damaged"
    assert code(vault.read(KEY, replace(attachment, file_hash="00" * 32))) == "attachment.missing"


def test_only_what_no_event_names_is_swept_and_not_what_is_being_written(
    vault: Vault, tmp_path: Path
) -> None:
    named, orphan = vault.keep(KEY, "a1", b"one"), vault.keep(KEY, "a2", b"two")
    (tmp_path / "hall.db.attachments" / "0f.part").write_bytes(b"half of it")
    assert vault.sweep({named.file_hash}, datetime.now(UTC) - timedelta(hours=1)) == 0
    assert vault.sweep({named.file_hash}, FAR) == 2
    assert vault.read(KEY, record(named)) == b"one"
    assert code(vault.read(KEY, record(orphan, "a2"))) == "attachment.missing"
    assert [path.name for path in files(tmp_path)] == [named.file_hash]


def test_a_vault_that_was_never_written_has_nothing_to_sweep(vault: Vault, tmp_path: Path) -> None:
    assert vault.sweep((), FAR) == 0
    assert not files(tmp_path)


def test_a_place_where_nothing_can_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "hall.db.attachments").write_text("a file where the folder should be")
    with pytest.raises(StoreError) as caught:
        vault_beside(tmp_path / "hall.db").keep(KEY, "a1", b"x")
    said = TEXTS.refusal(caught.value.code, Reader.OPERATOR, **caught.value.facts)
    assert "attachment not kept" in said
    assert "File exists" in said


def test_a_full_disk_is_said_in_a_sentence_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """The operating system's own limit stands for the full disk: the write itself fails."""
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from case_store.attachments.vault import Vault\n"
        "from case_store.errors import StoreError; from case_store.seal import CaseKey\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "vault, key = Vault(Path(sys.argv[1])), CaseKey(case_id='c1', secret=bytes(32))\n"
        "vault.keep(key, 'a1', bytes(100_000))\n"
        "try: vault.keep(key, 'a2', bytes(300_000))\n"
        "except StoreError as error: print(error.code, error.facts['why'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "vault")],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "attachment.not_kept File too large"
    assert [path.stat().st_size for path in files(tmp_path)] == [sealed_bytes_count(100_000)]


def test_killed_at_any_moment_no_acknowledged_attachment_is_lost_and_nothing_plain_is_left(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "vault"
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.case_store.attachment_writer", str(folder)],
        cwd=HERE,
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(12)]
    writer.kill()  # SIGKILL, in the middle of whatever it does
    lines += writer.stdout.read().splitlines()  # all that it said before it died
    writer.stdout.close()
    writer.wait()
    said = [orjson.loads(line) for line in lines if line.endswith((b"}", b"}\n"))]
    vault = Vault(folder)
    for one in said:
        number = one.pop("number")
        attachment = record(Kept(**one), f"a{number}")
        assert vault.read(KEY, attachment) == content_of(number)
    assert len(said) >= 12
    assert not [path for path in files(folder) if MARKER[:12] in path.read_bytes()]
    named = {one["file_hash"] for one in said}
    vault.sweep(named, FAR)
    assert {path.name for path in files(folder)} == named
