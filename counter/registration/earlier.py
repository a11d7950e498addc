"""Possible duplicates beside the form: looked for when something that could tell them was typed, shown with reasons."""

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from case_store.client.connection import Unreachable
from cases.hall_time import hall_time
from cases.matter.duplicates import EarlierMatter, terms_of
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from counter.services import CounterServices
from counter.wording import category_name, place_name, short_case_code

Matter = tuple[OpenMatter, PrivateMatter]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLine:
    """One earlier matter in words, names masked. `is_armed`: Enter was pressed once."""

    case_id: str
    title: str  # 1116-0012  11月16日
    about: str
    names: str
    reasons: str
    is_chosen: bool
    is_armed: bool


class EarlierMatters(QObject):
    """Asks again only when a name, number, phone or place has changed since the last look."""

    changed = Signal()

    def __init__(self, services: CounterServices, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._found: tuple[EarlierMatter, ...] = ()
        self._looked_for: object = None
        self._visit_id = ""
        self.chosen, self.is_armed = 0, False

    def begin(self, visit_id: str) -> None:
        """A form is opened; nothing is known yet."""
        self._visit_id, self._found, self._looked_for = visit_id, (), None
        self.chosen, self.is_armed = 0, False
        self.changed.emit()

    def look(self, matter: Matter) -> None:
        """Look for what shares something with this."""
        told = terms_of(matter[1]), matter[0].town
        if not self._visit_id or told == self._looked_for or not told[0]:
            return
        self._looked_for = told
        visit_id = self._visit_id

        def answered(answer: tuple[EarlierMatter, ...] | Refusal) -> None:
            # An older look may be answered after a newer one.
            is_newest = (visit_id, told) == (self._visit_id, self._looked_for)
            if is_newest and not isinstance(answer, Refusal):
                self._found = answer
                self.chosen, self.is_armed = 0, False
                self.changed.emit()

        def failed(error: Exception) -> None:
            if told == self._looked_for:
                self._looked_for = None  # the next field tries again
            if not isinstance(error, Unreachable):
                _log.error("looking for earlier matters failed", exc_info=error)

        client = self._services.client.registration
        self._services.bridge.submit(client.earlier_matters(visit_id, *matter), answered, failed)

    def move(self, index: int) -> None:
        """Choose another line."""
        if self._found:
            self.chosen = max(0, min(index, len(self._found) - 1))
            self.is_armed = False
            self.changed.emit()

    def press(self) -> str:
        """Enter on the chosen line: the first time it asks, the second time it answers the case's id."""
        if not self._found:
            return ""
        if not self.is_armed:
            self.is_armed = True
            self.changed.emit()
            return ""
        self.is_armed = False
        self.changed.emit()
        return self._found[self.chosen].case_id

    def lines(self) -> list[EarlierLine]:
        """As they are drawn."""
        texts, policy = self._services.rules.texts, self._services.rules.policy
        shown: list[EarlierLine] = []
        for index, earlier in enumerate(self._found):
            at = hall_time(earlier.registered_at)
            about = (category_name(earlier.category, policy), place_name(earlier.town, policy))
            shown.append(
                EarlierLine(
                    case_id=earlier.case_id,
                    title=texts.get(
                        "registration.earlier.title",
                        code=short_case_code(earlier.case_code),
                        state=texts.get(f"registration.state.{earlier.case_state}"),
                        month=at.month,
                        day=at.day,
                    ),
                    about=" ".join(word for word in about if word),
                    names="、".join(earlier.masked_names),
                    reasons="，".join(
                        texts.get(f"registration.reason.{reason.value}") for reason in earlier.reasons
                    ),
                    is_chosen=index == self.chosen,
                    is_armed=index == self.chosen and self.is_armed,
                )
            )
        return shown
