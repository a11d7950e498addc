"""评语审核: what citizens wrote with an evaluation, released or withheld. That it was read is kept."""

from cases.casework.evaluation import WithheldFor
from cases.citizen_views import EvaluationText
from counter.casework.act_context import Field, Option
from counter.casework.act_fields import CHOICE, ActForm
from counter.casework.case_words import FactRow
from counter.supervision.board_words import day_text, facts
from counter.supervision.section import BoardLine, Chosen, Detail, Offer, Question, Section, fixed

EXCERPT = 20  # characters in the list; all of it stands in the middle


Waiting = tuple[EvaluationText, ...]


class WordsSection(Section[Waiting, None]):
    """Nothing here says of whom or of which matter it was written."""

    name = "words"
    is_followed = False

    def ask(self) -> Question:
        """What nobody has decided yet."""
        return self.services.client.moderation.waiting()

    def lines(self, found: Waiting) -> list[BoardLine]:
        """As the hall has them."""
        texts = self.services.rules.texts
        return [
            BoardLine(
                row_id=one.text_id,
                title=self._level(one),
                until=day_text(one.day, texts),
                note=self._excerpt(one.text),
                needs_me=True,
            )
            for one in found
        ]

    def detail(self, chosen: Chosen[Waiting, None]) -> Detail:
        """All that was written."""
        one = next(one for one in chosen.found if one.text_id == chosen.row_id)
        written = facts(self, day=day_text(one.day, self.services.rules.texts))
        said = FactRow(key="text", label=self.say("fact.written"), value=one.text, is_long=True)
        return Detail(title=self._level(one), facts=(*written, said))

    def offers(self, chosen: Chosen[Waiting, None]) -> list[Offer]:
        """放行, 不予公开."""
        if not chosen.row_id:
            return []
        text_id, client = chosen.row_id, self.services.client.moderation
        release = ActForm(
            key="", advice=lambda on: iter((on.say("advice.release"),)), make=lambda _f: text_id
        )
        return [
            Offer(name="release", key="P", form=fixed(release), ask=client.release, is_primary=True),
            Offer(
                name="withhold",
                key="X",
                form=fixed(self._withhold()),
                ask=lambda reason, id_: client.withhold(text_id, reason, id_),
            ),
        ]

    def count(self, found: Waiting) -> str:
        """How many wait."""
        return self.say("words.count", count=len(found))

    def _withhold(self) -> ActForm:
        reasons = tuple(Option(code=one.value, name=self.say(f"withheld.{one.value}")) for one in WithheldFor)
        return ActForm(
            key="",
            fields=(Field(key="withheld_for", kind=CHOICE, required=True, options=lambda _on: reasons),),
            make=lambda f: f.text("withheld_for"),
        )

    def _excerpt(self, text: str) -> str:
        if len(text) <= EXCERPT:
            return text
        return self.say("words.excerpt", text=text[:EXCERPT].rstrip(self.say("words.stops")))

    def _level(self, one: EvaluationText) -> str:
        return self.say(f"level.{one.level}")
