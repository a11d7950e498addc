"""The matter (矛盾纠纷) as the citizen told it: what may stand in the open, and what is sealed.

Every field that came later has a default: what was stored or sent before it still reads (cases.codec).
"""

from dataclasses import dataclass
from datetime import date

from cases.people.party import Party
from cases.sealed import Sealed, WrappedKey


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """The part that names nobody. None means: not asked yet, or not answered."""

    category: str | None = None  # id in assets/policy/categories.toml
    town: str | None = None  # 9 digits, or the 6 of a banner when the town is not known
    party_count: int | None = None  # persons on the citizen's side, the citizen included
    amount_fen: int | None = None  # money in dispute
    staff_writes_story: bool = False  # 「请工作人员帮我填」
    contact_withheld: bool = False  # 「我先不提供」 for name and phone
    # What the counter adds (domain.md §2.3):
    dispute_type: str | None = None  # 事件类别, GB/T 31000: two or four digits
    event_scale: str | None = None  # 事件规模: party.EventScale
    happened_on: date | None = None  # 发生日期
    language: str | None = None  # "zh" or "mn": in which the citizen wants to be spoken to
    needs: tuple[str, ...] = ()  # interpreter, companion, wheelchair, …: keys of registration.needs
    consents: tuple[str, ...] = ()  # what was told and agreed to: keys of registration.consents
    tags: tuple[
        str, ...
    ] = ()  # what the standard has no code for: wage_arrears, pasture (domain.md §2.1, §2.2)
    emergencies: tuple[str, ...] = ()  # what is to be feared, never the words (casework.emergency)
    # What the sender of an imported matter adds (import_rows):
    prior_ruling: bool = False  # 已有终局结论: with 14xx it is DIFFICULT (domain.md §3.1)
    demanded_by: date | None = None  # 要求办结日期


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateMatter:
    """The part that is sealed before it leaves the kiosk's memory. Empty text means: not given."""

    other_side: str = ""
    story: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    lookup_code: str = ""  # 查询码: 6 digits on the receipt, typed together with the case code
    # What the counter adds:
    parties: tuple[Party, ...] = ()
    place_detail: str = ""  # 发生地点, below the town
    units: str = ""  # 涉及单位
    summary: str = ""  # 事件简述, in staff's words; `story` stays in the citizen's own
    demand: str = ""  # 诉求
    evidence: tuple[str, ...] = ()  # 证据清单, one a line
    referrer: str = ""  # 网格员 or 联户长 who pointed here
    sent_by: str = ""  # 交办单位, 转送单位
    unread: tuple[tuple[str, str], ...] = ()  # of a draft: what stands in fields that cannot be read yet

    @property
    def names_the_citizen(self) -> bool:
        """Whether anybody is there who could be answered."""
        return bool(self.contact_name or self.contact_phone or self.parties)

    @property
    def is_empty(self) -> bool:
        """Whether the citizen has told nothing that needs sealing."""
        return self == PrivateMatter(lookup_code=self.lookup_code)


def is_info_only(told: OpenMatter, private: PrivateMatter) -> bool:
    """Anonymous (domain.md §4.2): name and phone were withheld, and nobody is named elsewhere."""
    return told.contact_withheld and not private.names_the_citizen


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedMatter:
    """A matter on its way through the house: open part, sealed `PrivateMatter`, and the key for hall and centre."""

    open: OpenMatter
    sealed: Sealed | None = None
    keys: tuple[WrappedKey, ...] = ()
