"""What the wall tells of its loudspeaker: that it is missing, has no voice, or a recording that cannot be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.alarm.device_health import WORDS
from cases.policy.policy import Policy
from devices.announcing.loudspeaker import SpeakerState
from hall_display.wall.app import speaker_error, speaker_word
from tests.devices.hall_speaker import PATIENCE_S, HallSpeaker


@pytest.fixture
def opened() -> Iterator[list[HallSpeaker]]:
    speakers: list[HallSpeaker] = []
    yield speakers
    for speaker in speakers:
        speaker.close()


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voice")


def settled(speaker: HallSpeaker, opened: list[HallSpeaker]) -> HallSpeaker:
    opened.append(speaker)
    assert speaker.announcer.settle(PATIENCE_S)
    return speaker


def test_a_loudspeaker_is_told_as_it_is(
    policy: Policy, opened: list[HallSpeaker], cache_dir: Path, tmp_path: Path
) -> None:
    well = settled(HallSpeaker(tmp_path / "well", policy=policy.voice, cache_dir=cache_dir), opened)
    assert (speaker_word(well.announcer), speaker_error(well.announcer)) == ("ok", "")
    (tmp_path / "file").write_text("")
    gone = HallSpeaker(
        tmp_path, policy=policy.voice, cache_dir=cache_dir, heard_dir=tmp_path / "file" / "gone"
    )
    settled(gone, opened)
    assert (speaker_word(gone.announcer), speaker_error(gone.announcer)) == ("missing", "speaker.absent")
    well.announcer.mute(True)
    assert speaker_word(well.announcer) == "ok", "muted is meant so"
    assert well.announcer.state is SpeakerState.MUTED
    assert {speaker_word(one.announcer) for one in opened} <= WORDS["speaker"].keys()


def test_a_recording_that_cannot_be_used_is_told_until_it_is_mended_or_gone(
    policy: Policy, opened: list[HallSpeaker], cache_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / "please.wav").write_bytes(b"none")
    speaker = HallSpeaker(
        tmp_path, policy=policy.voice, cache_dir=cache_dir, recordings_dir=tmp_path / "recordings"
    )
    settled(speaker, opened)
    assert speaker_word(speaker.announcer) == "recording_refused"
    (tmp_path / "recordings" / "please.wav").unlink()
    speaker.call(("A001", 1))
    assert speaker_word(speaker.announcer) == "ok"


def test_a_wall_without_a_voice_says_so(
    policy: Policy, opened: list[HallSpeaker], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    speaker = settled(HallSpeaker(tmp_path, policy=policy.voice, cache_dir=tmp_path / "empty"), opened)
    assert (speaker_word(speaker.announcer), speaker_error(speaker.announcer)) == ("no_voice", "voice.absent")
