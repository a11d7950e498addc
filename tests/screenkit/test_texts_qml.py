"""Pages get their words by key."""

from __future__ import annotations

import logging

import pytest

from screenkit import grab
from tests.screenkit.conftest import Screen


def test_a_page_says_a_sentence_with_its_facts(screen: Screen) -> None:
    window = screen("""Column {
        ThemeText { text: Texts.t("kiosk.hello") }
        ThemeText { text: Texts.say("kiosk.wait", { low: 10, high: 18 }) }
    }""")
    assert grab.names(window) == ["您好", "10～18 分钟"]


@pytest.mark.parametrize("call", ['t("kiosk.nothing")', 'say("kiosk.wait", { low: 10 })'])
def test_a_missing_word_is_seen_and_logged_and_kills_no_page(
    screen: Screen, caplog: pytest.LogCaptureFixture, call: str
) -> None:
    with caplog.at_level(logging.ERROR, "screenkit.texts_qml"):
        window = screen(f"Item {{ ThemeText {{ text: Texts.{call} }} }}")
    key = call.split('"')[1]
    assert grab.names(window) == [key]
    assert key in caplog.text


def test_two_windows_of_one_process_have_catalogues_of_their_own(screen: Screen) -> None:
    first, second = (screen('Item { ThemeText { text: Texts.t("kiosk.hello") } }') for _ in range(2))
    assert grab.names(first) == grab.names(second) == ["您好"]
