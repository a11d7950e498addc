"""The hall's loudspeaker as it is wired on the wall, with a folder to be heard in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cases.policy.voice import VoicePolicy, parse_voice
from cases.queue.phrases import Phrases
from devices.announcing.opening import load_phrases
from devices.announcing.voice import Voice
from tests.devices.hall_speaker import ASSETS, HallSpeaker


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    """The house's own table."""
    return load_phrases(ASSETS)


@pytest.fixture(scope="session")
def policy() -> VoicePolicy:
    """The house's policy, at full volume all day: what is played is then the voice's own samples."""
    text = (ASSETS / "policy" / "voice.toml").read_text("utf-8")
    shipped = parse_voice(text, "voice.toml")
    loud = shipped.volume[0].model_copy(update={"percent": 100})
    return shipped.model_copy(update={"volume": (loud,)})


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory, phrases: Phrases) -> Path:
    """Every piece as the machine says it, made once. Nothing in it may be changed by a test."""
    folder = tmp_path_factory.mktemp("voice")
    voice = Voice(phrases, folder)
    while voice.prepare_one():
        pass
    assert voice.is_whole, "espeak-ng is needed: make setup"
    return folder


@pytest.fixture
def voice(phrases: Phrases, cache_dir: Path) -> Voice:
    """The machine's voice, apart from any announcer: what tests expect to hear."""
    return Voice(phrases, cache_dir)


@pytest.fixture
def hall(tmp_path: Path, policy: VoicePolicy, cache_dir: Path) -> Iterator[Callable[..., HallSpeaker]]:
    """A hall's loudspeaker; arguments are those of `HallSpeaker`."""
    opened: list[HallSpeaker] = []

    def open_hall(**given: object) -> HallSpeaker:
        settings = {"policy": policy, "cache_dir": cache_dir, **given}
        opened.append(HallSpeaker(tmp_path, **settings))  # type: ignore[arg-type]  # by name, checked by Python
        return opened[-1]

    yield open_hall
    for each in opened:
        each.close()
