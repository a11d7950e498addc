"""The phrase table (assets/voice/phrases.toml): every piece that the loudspeaker can say, with checked pinyin.

A piece (clip) has a name, the characters that a person would read into a microphone, and how the machine says it.
"""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file

CHIME = "chime"  # tones, not words: no entry of its own, but a name that can be recorded
TRY_OUT = "test"  # what is said when staff try the loudspeaker
ZONE = "zone_"
NEEDED = (
    *("please", "number", "to", "counter", "ten", "digit_1_yao"),
    *(f"digit_{digit}" for digit in range(10)),
    *(f"letter_{letter}" for letter in ascii_lowercase),
)
"""What a call may need, whatever the hall."""

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|v|ve)"
    r"[1-5]",
    re.ASCII,
)
"""Numbered pinyin, ü as v. What is none would be spelled letter by letter in front of the whole hall."""
_HAN = re.compile("[\u3400-\u9fff]")


class Clip(Part):
    """One piece: `text` is read by a person, `pinyin` or `english` by the machine."""

    text: str = Field(min_length=1, max_length=20)
    pinyin: str = ""
    english: str = Field(default="", pattern="^[A-Z]?$")
    pause_ms: int = Field(default=0, ge=0, le=1000)

    @model_validator(mode="after")
    def _machine_can_say_it(self) -> "Clip":
        if bool(self.pinyin) == bool(self.english):
            raise Mistake("pinyin", "拼音和英文字母，两样里写一样")
        for syllable in self.pinyin.split():
            if not _SYLLABLE.fullmatch(syllable):
                raise Mistake("pinyin", f"{syllable} 不是带声调数字的拼音，例如 chuang1")
        characters = len(_HAN.findall(self.text))
        if characters and characters != len(self.pinyin.split()):
            raise Mistake("pinyin", f"“{self.text}”有 {characters} 个字，拼音的音节数不一样")
        return self


class Machine(Part):
    """How espeak-ng speaks. A change makes every piece anew."""

    voice: str = Field(pattern=r"^[a-z][A-Za-z0-9+-]*$")
    english_voice: str = Field(pattern=r"^[a-z][A-Za-z0-9+-]*$")
    words_per_minute: int = Field(ge=80, le=300)
    pitch: int = Field(ge=0, le=99)
    pitch_range_percent: int = Field(ge=50, le=200)


class Phrases(PolicyFile):
    """The whole table."""

    machine: Machine
    clips: dict[str, Clip]

    @model_validator(mode="after")
    def _nothing_is_missing(self) -> "Phrases":
        for name in self.clips:
            if not _NAME.fullmatch(name) or name == CHIME:
                raise Mistake(f"clips.{name}", "名字只用小写字母、数字和下划线，不能叫 chime")
        for name in (*NEEDED, TRY_OUT):
            if name not in self.clips:
                raise Mistake(f"clips.{name}", "缺少这一项")
        zones = [text for text, _ in self._zones()]
        if len(set(zones)) < len(zones):
            raise Mistake("clips", "两个区域的文字相同")
        return self

    def zone(self, text: str) -> str | None:
        """The clip that says a zone's name; None where the table does not know it."""
        return next((name for known, name in self._zones() if known == text), None)

    def _zones(self) -> Iterator[tuple[str, str]]:
        return ((clip.text, name) for name, clip in self.clips.items() if name.startswith(ZONE))


def parse_phrases(text: str, file: str) -> Phrases:
    """phrases.toml as its model. Raises PolicyError."""
    return parse_file(Phrases, text, file)
