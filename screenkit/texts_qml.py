"""Texts for QML: `import screenkit` gives the singleton `Texts`.

    ThemeText { text: Texts.t("kiosk.category.question") }
    ThemeText { text: Texts.say("kiosk.done.wait", { low: 10, high: 18 }) }

Keys are those of assets/texts/*.toml. An unknown key or a missing fact is logged and shown as the key itself, so that
a page never dies of a word; tests look for it.
"""

from __future__ import annotations

import logging
from typing import Any, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

QML_IMPORT_NAME = "screenkit"
QML_IMPORT_MAJOR_VERSION = 1

_HOLDER = "pinganTexts"
_log = logging.getLogger(__name__)


class TextSource(Protocol):
    """What screens need of the catalogue (cases.texts.Texts)."""

    def get(self, key: str, **facts: object) -> str:
        """The text of `key` with its facts filled in. Raises KeyError for what does not exist."""


@QmlElement
@QmlSingleton
class Texts(QObject):
    """The catalogue as QML sees it."""

    def __init__(self, source: TextSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source

    @staticmethod
    def create(engine: QQmlEngine) -> QObject:
        """Qt's: the catalogue that `offer_texts` gave to this engine. Raises LookupError if it got none."""
        texts: Texts | None = engine.property(_HOLDER)
        if texts is None:
            raise LookupError("this engine was given no texts: call offer_texts(engine, texts)")
        return texts

    @Slot(str, result=str)
    def t(self, key: str) -> str:
        """The text of `key`."""
        return self._tell(key, {})

    @Slot(str, "QVariantMap", result=str)
    def say(self, key: str, facts: dict[str, Any]) -> str:
        """The text of `key` with facts."""
        return self._tell(key, facts)

    def _tell(self, key: str, facts: dict[str, Any]) -> str:
        try:
            return self._source.get(key, **{name: _plain(fact) for name, fact in facts.items()})
        except (KeyError, IndexError, ValueError) as error:
            _log.error("text %s: %r", key, error)
            return key


def _plain(fact: object) -> object:
    """JavaScript counts in doubles: 3.0 people are 3 people."""
    if isinstance(fact, float) and fact.is_integer():
        return int(fact)
    return fact


def offer_texts(engine: QQmlEngine, source: TextSource) -> Texts:
    """Give this engine its texts; before the first page is loaded."""
    texts = Texts(source, engine)
    engine.setProperty(_HOLDER, texts)
    return texts
