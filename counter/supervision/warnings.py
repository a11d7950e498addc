"""风险预警: drafts that wait for words and approval, what was approved, and the report as a file."""

import asyncio
from pathlib import Path

from cases.refusal import Refusal
from cases.risk import warning_acts as acts
from cases.risk.warning import WarningState
from cases.risk.warning_report import Section as Part
from cases.risk.warning_view import WarningPage
from cases.risk.warning_words import WarningWords, tenths
from cases.roles import Right
from cases.views_risk import WarningRow
from counter.casework.case_words import FactRow
from counter.supervision.board_words import day_text, facts, happened, moment_text
from counter.supervision.section import (
    BoardLine,
    Choice,
    Chosen,
    Detail,
    Filter,
    Offer,
    PartRow,
    Question,
    Section,
    fixed,
)
from counter.supervision.warning_forms import by_hand, drop, edit, plain
from counter.taken_file import keep
from screenkit.environment import ROOT

FONTS = ROOT / "assets" / "fonts"
ALL = "all"
EXCERPT = 8  # of a place's name in the list; all of it stands in the middle
Rows = tuple[WarningRow, ...]


class WarningsSection(Section[Rows, WarningPage]):
    """Drafts first. Whoever wrote of one does not approve it, where policy says so."""

    name = "warnings"
    has_pages = True

    def ask(self) -> Question:
        """All of them: what was dropped is told apart here."""
        return self.services.client.warnings.rows()

    def ask_page(self, row_id: str) -> Question:
        """The numbers and words of one."""
        return self.services.client.warnings.page(row_id)

    def lines(self, found: Rows) -> list[BoardLine]:
        """What waits, the highest first; then the newest."""
        is_all = self.narrowed.get("unsent") == ALL
        kept = [row for row in found if is_all or row.state != WarningState.DROPPED]
        kept.sort(key=lambda row: (not _waits(row), -row.index if _waits(row) else 0))
        return [self._line(row) for row in kept]

    def count(self, found: Rows) -> str:
        """How many wait, how many are out."""
        waiting = sum(_waits(row) for row in found)
        approved = sum(row.state == WarningState.APPROVED for row in found)
        return self.say("warnings.count", waiting=waiting, approved=approved)

    def filters(self, found: Rows | None) -> tuple[Filter, ...]:
        """What was not sent as well."""
        choice = Choice(code=ALL, name=self.say("warnings.all"), count=str(len(found)) if found else "")
        return (
            Filter(name="unsent", chosen=self.narrowed.get("unsent", ""), choices=(choice,), is_switch=True),
        )

    def detail(self, chosen: Chosen[Rows, WarningPage]) -> Detail:
        """What it is about, section by section as on the paper; the index term by term; what was done."""
        texts, shown = self.services.rules.texts, chosen.shown
        row = shown.row if shown else next(one for one in chosen.found if one.warning_id == chosen.row_id)
        known = facts(
            self,
            index=self._index(row),
            counted_to=day_text(row.day, texts),
            number=row.number,
            decided=moment_text(row.decided_at, texts),
            decided_by=row.decided_by_name,
        )
        if shown is None:
            return Detail(title=self._about(row), chips=(self._state(row),), facts=known)
        words = WarningWords(shown.report, shown.words, texts)
        return Detail(
            title=words.about,
            chips=(
                self._state(row),
                self.say("warnings.trial"),
                *([self.say("warnings.needs_another")] if shown.needs_another else []),
            ),
            facts=(*known, *(self._section(part, words) for part in Part)),
            parts_title=self.say("warnings.terms"),
            parts=tuple(
                PartRow(
                    row_id=one.term,
                    name=self.say(
                        "warnings.term", name=words.say(f"term.{one.term}"), weight=one.weight_percent
                    ),
                    note=words.why(one),
                    side=words.value(one),
                )
                for one in shown.report.terms
            ),
            lines=happened(shown.lines, texts),
        )

    def offers(self, chosen: Chosen[Rows, WarningPage]) -> list[Offer]:
        """批准, 改写, 不发; the file; one by hand."""
        offers: list[Offer] = []
        shown, client = chosen.shown, self.services.client.warnings
        if shown is not None:
            words = WarningWords(shown.report, shown.words, self.services.rules.texts)
            forms = {
                "approve-warning": ("P", plain(acts.Approve(), "advice.approve_warning")),
                "edit-warning": ("W", edit(words)),
                "drop-warning": ("X", drop()),
            }
            offers += [
                Offer(
                    name=name,
                    key=key,
                    form=fixed(form),
                    ask=lambda act, id_: client.act(shown.row.warning_id, act, id_),
                    is_primary=name == "approve-warning",
                )
                for name, (key, form) in forms.items()
                if name.removesuffix("-warning") in shown.acts
            ]
            if self.services.exports_dir is not None:
                form = plain("", "advice.take_warning")
                offers.append(
                    Offer(
                        name="take-out", key="E", form=fixed(form), ask=lambda _a, _i: self._take_out(shown)
                    )
                )
        if self.may(Right.SUPERVISE) and not self.own_unit:
            form = by_hand(self.policy)
            offers.append(Offer(name="draft-warning", key="N", form=fixed(form), ask=client.draft))
        return offers

    def made(self, answer: object) -> str:
        """The one that was drafted."""
        return answer.row.warning_id if isinstance(answer, WarningPage) else ""

    def done(self, name: str, answer: object) -> str:
        """An approved one has its number, a file its place."""
        if isinstance(answer, str):
            return self.say("warnings.taken", path=answer)
        if isinstance(answer, WarningPage) and name == "approve-warning":
            return self.say("warnings.approved", number=answer.row.number)
        return super().done(name, answer)

    async def _take_out(self, shown: WarningPage) -> str | Refusal:
        """Asked once more, so that the hall writes it down; then made a file here."""
        page = await self.services.client.warnings.take(shown.row.warning_id)
        folder = self.services.exports_dir
        if isinstance(page, Refusal) or folder is None:
            return page if isinstance(page, Refusal) else ""
        return await asyncio.to_thread(self._kept, page, folder)

    def _kept(self, page: WarningPage, folder: Path) -> str:
        # reportlab and its fonts cost half a second that most counters never need
        from printing.a4.describe import describe  # noqa: PLC0415
        from printing.a4.papers.risk_warning import warning_paper  # noqa: PLC0415
        from printing.a4.pdf import make  # noqa: PLC0415
        from printing.a4.type_faces import TypeFaces  # noqa: PLC0415

        texts = self.services.rules.texts
        made = make(describe(warning_paper(page, self.policy, texts), texts), TypeFaces(FONTS))
        name = page.row.number or self.say("warnings.draft_file", day=f"{page.row.day:%Y%m%d}")
        return str(keep(folder, name, "pdf", made.pdf, self.services.clock.now()))

    def _line(self, row: WarningRow) -> BoardLine:
        return BoardLine(
            row_id=row.warning_id,
            title=row.area_name[:EXCERPT],
            code=self._index(row),
            until=day_text(row.day, self.services.rules.texts),
            note=row.group_name or self._word("all_kinds"),
            chip=self._state(row),
            needs_me=_waits(row) and self._decides,
        )

    def _section(self, part: Part, words: WarningWords) -> FactRow:
        """One section as it is told now; that a person wrote it is seen."""
        key = "warnings.section_written" if words.is_written(part) else "warnings.section"
        head = self.say(key, head=words.head(part))
        return FactRow(key=f"section.{part}", label=head, value="\n".join(words.of(part)), is_long=True)

    def _about(self, row: WarningRow) -> str:
        return self._word("about", area=row.area_name, group=row.group_name or self._word("all_kinds"))

    def _index(self, row: WarningRow) -> str:
        level = self._word(f"level.{row.level}")
        return self.say("warnings.index", level=level, index=tenths(round(row.index * 10)))

    def _state(self, row: WarningRow) -> str:
        return self._word(f"status.{row.state}")

    def _word(self, key: str, **facts: object) -> str:
        return self.services.rules.texts.get(f"warnings.{key}", **facts)

    @property
    def _decides(self) -> bool:
        staff = self.services.desk.knows.staff
        return staff is not None and staff.role in self.policy.warnings.approvers


def _waits(row: WarningRow) -> bool:
    return row.state == WarningState.DRAFTED
