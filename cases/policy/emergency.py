"""emergency.toml: words that must not wait in a line (violence, suicide, minors at risk), domain.md §3.4."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file


class EmergencyKind(StrEnum):
    """What is to be feared."""

    VIOLENCE = "violence"
    SUICIDE = "suicide"
    MINOR_AT_RISK = "minor_at_risk"


class EmergencyWords(Part):
    """The words of a kind. `together`: words that alarm only when all of a line stand in the same text."""

    words: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    advise_phone: str = Field(pattern=r"^[0-9-]{3,20}$")

    @model_validator(mode="after")
    def _alarms_for_something(self) -> Self:
        if not self.words and not self.together:
            raise Mistake("words", "一个词也没有")
        if not all((*self.words, *(word for line in self.together for word in line))):
            raise Mistake("words", "有空的词，什么话都会报警")
        if not all(self.together):
            raise Mistake("together", "有空的一组，什么话都会报警")
        return self


class EmergencyPolicy(PolicyFile):
    """Words by kind. `harmless`: everyday phrases that are cut out first (如「打他电话」)."""

    harmless: tuple[str, ...] = ()
    violence: EmergencyWords
    suicide: EmergencyWords
    minor_at_risk: EmergencyWords

    @model_validator(mode="after")
    def _harmless_phrases_hide_no_word(self) -> Self:
        for kind in EmergencyKind:
            for word in self.of(kind).words:
                if hidden := [phrase for phrase in self.harmless if not phrase or phrase in word]:
                    raise Mistake("harmless", f"“{hidden[0]}”会把“{word}”盖住")
        return self

    def of(self, kind: EmergencyKind) -> EmergencyWords:
        """The words of a kind."""
        return {
            EmergencyKind.VIOLENCE: self.violence,
            EmergencyKind.SUICIDE: self.suicide,
            EmergencyKind.MINOR_AT_RISK: self.minor_at_risk,
        }[kind]


def parse_emergency(text: str, file: str) -> EmergencyPolicy:
    """emergency.toml as its model. Raises PolicyError."""
    return parse_file(EmergencyPolicy, text, file)
