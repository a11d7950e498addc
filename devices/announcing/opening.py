"""The announcer of a machine, with the phrase table of the house."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cases.policy.policy_file import PolicyError
from cases.policy.voice import VoicePolicy
from cases.queue.phrases import Phrases, parse_phrases
from cases.refusal import Refusal
from devices.announcing.announcer import Announcer
from devices.announcing.loudspeaker import Speaker, SpeakerState
from devices.announcing.voice import Voice

PHRASES = "voice/phrases.toml"


def open_announcer(
    policy: VoicePolicy,
    assets_dir: Path,
    cache_dir: Path,
    speaker: Speaker,
    now: Callable[[], datetime],
    *,
    recordings_dir: Path | None = None,
    on_state: Callable[[SpeakerState], None] = lambda _state: None,
    on_report: Callable[[Refusal], None] = lambda _refusal: None,
) -> Announcer:
    """An announcer with the house's phrase table. `recordings_dir`: the centre's own clips. Raises PolicyError."""
    phrases = load_phrases(assets_dir)
    voice = Voice(phrases, cache_dir, recordings_dir, on_report)
    return Announcer(policy, phrases, voice, speaker, now, on_state=on_state, on_report=on_report)


def load_phrases(assets_dir: Path) -> Phrases:
    """assets/voice/phrases.toml. Raises PolicyError naming file and key."""
    try:
        text = (assets_dir / PHRASES).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(PHRASES, "文件", f"读不出来：{error}") from error
    return parse_phrases(text, PHRASES)
