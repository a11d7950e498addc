"""Emergency words (domain.md §3.4): what speaks of violence, suicide or a child at risk does not wait in a line.

Only what is to be feared is returned, never the words themselves. A denial (「没有打人」) alarms too: who looks at it
sees at once that it is none; better once too often.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from cases.matter.matter import OpenMatter, PrivateMatter
from cases.normal_form import normal
from cases.policy.emergency import EmergencyKind, EmergencyPolicy

_SPOKEN = ("L", "N")  # Unicode categories: letters and numbers; blanks, punctuation, emoji and marks are none
_CUT = "\n"  # where a harmless phrase stood; no word has it, so nothing is joined across it


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyHit:
    """What is to be feared, and the phone that is advised."""

    kind: EmergencyKind
    advise_phone: str


def find_emergency(text: str, policy: EmergencyPolicy) -> tuple[EmergencyHit, ...]:
    """What a text alarms for, each kind once. Blanks, punctuation and full-width forms inside a word hide nothing."""
    said = _spoken(text)
    for phrase in policy.harmless:
        said = said.replace(_of_policy(phrase), _CUT)
    return tuple(
        EmergencyHit(kind=kind, advise_phone=policy.of(kind).advise_phone)
        for kind in EmergencyKind
        if any(_in(said, [word]) for word in policy.of(kind).words)
        or any(_in(said, line) for line in policy.of(kind).together)
    )


def said_in(private: PrivateMatter) -> str:
    """All free text of a matter in which somebody may have told of a danger, a line each."""
    unread = (text for _, text in private.unread)
    told = (private.story, private.summary, private.demand, private.other_side, *private.evidence, *unread)
    return "\n".join(text for text in told if text)


def with_emergencies(told: OpenMatter, private: PrivateMatter, policy: EmergencyPolicy) -> OpenMatter:
    """The open part with what its words alarm for; what was found before stays found."""
    found = {hit.kind.value for hit in find_emergency(said_in(private), policy)} | {*told.emergencies}
    return replace(told, emergencies=tuple(sorted(found)))


def _in(said: str, words: Iterable[str]) -> bool:
    return all(_of_policy(word) in said for word in words)


@lru_cache(maxsize=4096)
def _of_policy(word: str) -> str:
    """The same of a word that stands in the policy, made once; what citizens say is kept nowhere."""
    return _spoken(word)


def _spoken(text: str) -> str:
    """The text as it would be read out: letters and digits alone, in one form."""
    narrow = normal("NFKC", text).casefold()
    return "".join(char for char in narrow if unicodedata.category(char).startswith(_SPOKEN))
