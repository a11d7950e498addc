"""The matter (矛盾纠纷) as the citizen told it: what may stand in the open, and what is sealed."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateMatter:
    """The part that is sealed before it leaves the kiosk's memory. Empty text means: not given."""

    other_side: str = ""
    story: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    lookup_code: str = ""  # 查询码: 6 digits on the receipt, typed together with the case code

    @property
    def is_empty(self) -> bool:
        """Whether the citizen has told nothing that needs sealing."""
        return not (self.other_side or self.story or self.contact_name or self.contact_phone)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedMatter:
    """A matter on its way through the house: open part, sealed `PrivateMatter`, and the key for hall and centre."""

    open: OpenMatter
    sealed: Sealed | None = None
    keys: tuple[WrappedKey, ...] = ()
