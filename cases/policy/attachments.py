"""attachments.toml: what may be attached to a matter, and how much of it (issue 5)."""

from typing import Annotated, Self

from pydantic import Field, Strict, model_validator

from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.policy.policy_file import Mistake, PolicyFile, parse_file

Kind = Annotated[AttachmentKind, Strict(strict=False)]  # TOML has words where we have enums
Type = Annotated[MediaType, Strict(strict=False)]


class AttachmentsPolicy(PolicyFile):
    """Limits of one attachment, and which types a kind may be."""

    bytes_max: int = Field(ge=1, le=100_000_000)
    megapixels_max: int = Field(ge=1, le=80)  # above it Pillow warns of a bomb
    per_case_max: int = Field(ge=1)
    page_bytes_max: int = Field(ge=100_000)  # of a page from the document camera
    pages_max: int = Field(ge=1)
    name_chars_max: int = Field(ge=1)
    remark_chars_max: int = Field(ge=1, le=2000)
    kinds: dict[Kind, tuple[Type, ...]]

    @model_validator(mode="after")
    def _every_kind_has_types(self) -> Self:
        for kind in AttachmentKind:
            if not self.kinds.get(kind):
                raise Mistake(f"kinds.{kind}", "至少要有一种类型")
        if self.page_bytes_max * self.pages_max >= self.bytes_max:
            raise Mistake("pages_max", "这么多页放在一起会超过一个附件的大小")
        return self


def parse_attachments(text: str, file: str) -> AttachmentsPolicy:
    """attachments.toml as its model. Raises PolicyError."""
    return parse_file(AttachmentsPolicy, text, file)
