"""期限重算: what a new calendar moved, the earlier ones first: there somebody has less time than was said."""

import asyncio

from cases.deadlines.explanation_words import spans_words
from cases.refusal import Refusal
from cases.roles import Right
from cases.views_recount import RecountReport, RecountRow
from counter.casework.act_fields import ActForm
from counter.casework.case_words import clock_name
from counter.supervision.board_words import day_text, facts
from counter.supervision.section import BoardLine, Chosen, Detail, Offer, Question, Section, fixed
from counter.taken_file import keep
from counter.wording import short_case_code

NOTICE = "notice.clocks_recounted"


class RecountSection(Section[RecountReport, None]):
    """The last recount."""

    name = "recount"
    is_followed = False
    asks_desk = True  # its notice

    def ask(self) -> Question:
        """The report."""
        return self.services.client.recounts.last()

    def lines(self, found: RecountReport) -> list[BoardLine]:
        """As the report has them: the earlier ones first."""
        texts = self.services.rules.texts
        return [
            BoardLine(
                row_id=f"{row.case_id}/{row.clock_id}",
                title=clock_name(row.kind, texts),
                code=short_case_code(row.case_code),
                until=day_text(row.due_date, texts),
                note=self.say("recount.was", day=day_text(row.was_due_date, texts)),
                chip=self.say("recount.earlier") if row.earlier else "",
                needs_me=row.earlier,
            )
            for row in found.rows
        ]

    def count(self, found: RecountReport) -> str:
        """How many moved; that it goes on."""
        if found.started_at is None:
            return self.say("recount.never")
        said = self.say("recount.count", moved=found.moved, earlier=found.earlier)
        return self.say("recount.running", said=said) if found.running else said

    def detail(self, chosen: Chosen[RecountReport, None]) -> Detail:
        """From when to when, and which days changed."""
        row = next(row for row in chosen.found.rows if _is(row, chosen.row_id))
        texts = self.services.rules.texts
        return Detail(
            title=clock_name(row.kind, texts),
            code=short_case_code(row.case_code),
            chips=(self.say("recount.check"),) if row.earlier else (),
            facts=facts(
                self,
                was=day_text(row.was_due_date, texts),
                becomes=day_text(row.due_date, texts),
                why=spans_words(row.why, texts),
            ),
            case_id=row.case_id,
        )

    def offers(self, chosen: Chosen[RecountReport, None]) -> list[Offer]:
        """知道了, and the file."""
        offers: list[Offer] = []
        found, view = chosen.found, self.services.desk.knows.view
        notice = next((one for one in view.notices if one.code == NOTICE), None) if view else None
        if notice is not None:
            form = _plain(notice.notice_id, "advice.known", earlier=found.earlier)
            ask = self.services.client.acknowledge_notice
            offers.append(Offer(name="known", key="P", form=fixed(form), ask=ask, is_primary=True))
        if found.moved and self.services.exports_dir is not None and self.may(Right.EXPORT_LISTS):
            form = _plain("", "advice.take_out")
            offers.append(
                Offer(name="take-out", key="E", form=fixed(form), ask=lambda _act, _id: self._take_out())
            )
        return offers

    def done(self, name: str, answer: object) -> str:
        """Where the file is."""
        return (
            self.say("recount.taken", path=answer) if isinstance(answer, str) else super().done(name, answer)
        )

    async def _take_out(self) -> str | Refusal:
        table = await self.services.client.recounts.take_out()
        folder = self.services.exports_dir
        if isinstance(table, Refusal) or folder is None:
            return table if isinstance(table, Refusal) else ""
        name, now = self.say("recount.file"), self.services.clock.now()
        return str(await asyncio.to_thread(keep, folder, name, "csv", table, now))


def _is(row: RecountRow, row_id: str) -> bool:
    return f"{row.case_id}/{row.clock_id}" == row_id


def _plain(made: str, advice: str, **facts: object) -> ActForm:
    return ActForm(key="", advice=lambda on: iter((on.say(advice, **facts),)), make=lambda _f: made)
