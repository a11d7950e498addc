"""打印测试 `trial_strip`: what staff ask for to see whether the printer is well. Short, and without a number."""

from datetime import datetime

from cases.hall_time import hall_time
from cases.texts import Texts
from printing.paper import Align, Gap, Paper, PaperKind, Role, Rule, Text
from printing.wording import day_in_full


def trial_strip(machine: str, at: datetime, texts: Texts) -> Paper:
    """Describe the strip: large and small letters, a line across, a cut."""

    def say(key: str, **facts: object) -> str:
        return texts.get(f"papers.trial_strip.{key}", **facts)

    local = hall_time(at)
    return Paper(
        PaperKind.TRIAL_STRIP,
        (
            Text(Role.TITLE, say("title"), Align.CENTRE),
            Text(Role.FACT, say("machine", machine=machine), Align.CENTRE),
            Text(
                Role.BODY,
                say("at", date=day_in_full(local.date(), texts), time=f"{local:%H:%M}"),
                Align.CENTRE,
            ),
            Rule(dashed=False),
            Text(Role.BODY, say("look")),
            Gap(2),
        ),
    )
