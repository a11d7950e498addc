"""papers.toml: the papers of a case, the word in each number, after which act each is made (domain.md §4.1)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.paper.case_file import FileSlot
from cases.paper.paper_record import DocumentKind
from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file


class PaperPolicy(Part):
    """`number_word` stands in the number (文号). `acts`: names of casework.acts. `slip`: it comes on 80 mm as well."""

    kind: DocumentKind = Field(strict=False)
    number_word: str = Field(min_length=1)
    acts: tuple[Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")], ...] = ()
    slip: bool = False


class RetentionRule(Part):
    """保管期限 of a file with an agreement on such a matter: types or whole groups of GB/T 31000."""

    gb_codes: tuple[Annotated[str, Field(pattern=r"^(\d\d|\d{4})$")], ...] = Field(min_length=1)
    retention: str = Field(min_length=1)


class FileSlotRule(Part):
    """Where in the file an attachment lies whose name has one of these words."""

    slot: FileSlot = Field(strict=False)
    words: tuple[str, ...] = Field(min_length=1)


class PapersPolicy(PolicyFile):
    """A number that was drawn and stands on no paper after `void_after_hours` is void (作废)."""

    void_after_hours: int = Field(ge=1)
    retention: str = Field(min_length=1)
    retention_rules: tuple[RetentionRule, ...] = ()
    file_slots: tuple[FileSlotRule, ...] = ()
    papers: tuple[PaperPolicy, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _kinds_once_and_nobody_turned_away_for_nothing(self) -> Self:
        kinds = [one.kind for one in self.papers]
        words = [one.number_word for one in self.papers]
        for number, paper in enumerate(self.papers):
            if paper.kind in kinds[:number]:
                raise Mistake(f"papers.{paper.kind}", "写了两次")
            if paper.number_word in words[:number]:
                raise Mistake(f"papers.{paper.kind}.number_word", "别的文书已经用了这个字")
        if DocumentKind.FILE_COVER not in kinds:
            raise Mistake("papers", f"缺少卷宗（{DocumentKind.FILE_COVER}）")
        for kind in (DocumentKind.NON_ACCEPTANCE_NOTICE, DocumentKind.GUIDANCE_SLIP):
            rejected = self.of(kind)
            if rejected is None or "reject" not in rejected.acts:
                raise Mistake(f"papers.{kind}.acts", "不予受理（reject）必须出具，告诉群众去哪里办")
        return self

    def of(self, kind: DocumentKind) -> PaperPolicy | None:
        """What holds for a kind; None: its number comes from elsewhere (督办, 会议), or there is none."""
        return next((one for one in self.papers if one.kind == kind), None)

    def after(self, act: str) -> tuple[PaperPolicy, ...]:
        """Which papers are made after an act, in their order."""
        return tuple(one for one in self.papers if act in one.acts)

    def slot_of(self, name: str) -> FileSlot:
        """Where an attachment of that name lies; evidence, when its name says nothing else."""
        rules = (one for one in self.file_slots if any(word in name for word in one.words))
        return next((one.slot for one in rules), FileSlot.EVIDENCE)

    def retention_of(self, gb_code: str | None) -> str:
        """保管期限 of a file of that type."""
        rules = (one for one in self.retention_rules if (gb_code or "").startswith(one.gb_codes))
        return next((one.retention for one in rules), self.retention)


def parse_papers(text: str, file: str) -> PapersPolicy:
    """papers.toml as its model. Raises PolicyError."""
    return parse_file(PapersPolicy, text, file)
