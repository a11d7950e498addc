"""On what the forms of this page are made: no case, words of its own, and labels that policy gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.views_casework import CaseView
from counter.casework.act_context import FormContext

AREAS = ("counter_supervision", "supervision", "counter_casework")
"""Where a word of a form is looked for: this page's own, the trade's, those that all forms share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardGround(FormContext):
    """`labels`: words that stand in no file, such as a point of the checklist. No form of this page asks for a case."""

    view: CaseView = field(init=False, repr=False, compare=False)
    labels: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        """A label, else the sentence of the first area that has it."""
        if key in self.labels:
            return self.labels[key]
        area = next((area for area in AREAS if f"{area}.{key}" in self.texts.keys), AREAS[0])
        return self.texts.get(f"{area}.{key}", **facts)
