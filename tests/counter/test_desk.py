"""The desk and its questions to the hall: once, under one id, and never a person too long."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from cases.refusal import Refusal
from counter.knows import Rules
from screenkit import grab
from screenkit.window import make_app
from tests.counter.given_hall import CASE, USUAL, GivenDesk, absent, at_desk

CALLED = replace(USUAL, at_desks=(at_desk("called"),))
SERVING = replace(USUAL, at_desks=(at_desk("serving"),))


@pytest.fixture
def given(rules: Rules) -> Iterator[GivenDesk]:
    make_app()
    given = GivenDesk(rules)
    given.hear(USUAL)
    given.desk.seat.sign_in("s1", "246810")
    grab.wait_until(lambda: given.desk.knows.staff is not None, what="the sign-in")
    yield given
    given.close()


def ask(given: GivenDesk) -> None:
    given.desk.call_next()
    grab.wait_until(lambda: given.desk.is_quiet, what="the answer")


def test_a_question_without_an_answer_is_asked_again_under_the_same_id(given: GivenDesk) -> None:
    given.hall.is_there = False
    ask(given)
    ask(given)
    given.hall.is_there = True
    given.hall.answer = at_desk("called")
    ask(given)
    ids = {question.told for question in given.hall.asked if question.verb == "call_next"}
    assert given.hall.times("call_next") == 3
    assert len(ids) == 1


def test_a_new_view_settles_what_was_left_open(given: GivenDesk) -> None:
    given.hall.is_there = False
    ask(given)
    given.hear(USUAL)
    ask(given)
    ids = {question.told for question in given.hall.asked if question.verb == "call_next"}
    assert len(ids) == 2


def test_a_view_sent_before_the_answer_does_not_put_the_visit_back(given: GivenDesk) -> None:
    given.hall.answer = at_desk("called")
    ask(given)
    given.hear(USUAL)
    assert given.desk.mine is not None
    given.hear(CALLED)
    given.hear(USUAL)
    assert given.desk.mine is None


def test_a_counter_that_starts_again_finds_its_visit_and_opens_the_matter_once(given: GivenDesk) -> None:
    given.hear(SERVING)
    grab.wait_until(lambda: given.desk.knows.matter == CASE, what="the matter")
    given.hear(replace(SERVING, not_present=(absent("A009", 2),)))
    grab.process_events(0.02)
    assert given.hall.times("open_matter") == 1


def test_the_matter_is_tried_again_with_the_next_view_when_nobody_answered(given: GivenDesk) -> None:
    given.hall.is_there = False
    given.hear(SERVING)
    grab.wait_until(
        lambda: given.hall.times("open_matter") == 1 and given.desk.knows.said != "", what="a try"
    )
    given.hall.is_there = True
    given.hear(SERVING)
    grab.wait_until(lambda: given.desk.knows.matter == CASE, what="the matter")


def test_the_matter_is_gone_with_the_visit(given: GivenDesk) -> None:
    given.hear(SERVING)
    grab.wait_until(lambda: given.desk.knows.matter == CASE, what="the matter")
    given.hear(USUAL)
    assert given.desk.knows.matter is None


def test_an_answer_that_comes_after_the_sign_out_shows_nobody(given: GivenDesk) -> None:
    given.hall.may_open.clear()
    given.hear(SERVING)
    given.hear(USUAL)
    given.desk.seat.sign_out()
    given.hall.may_open.set()
    grab.wait_until(lambda: given.desk.knows.staff is None, what="the sign-out")
    grab.process_events(0.02)
    assert given.desk.knows.matter is None


def test_nobody_signs_out_while_somebody_is_at_the_desk(given: GivenDesk) -> None:
    given.hear(CALLED)
    given.desk.lock()
    given.desk.seat.sign_out()
    assert given.hall.times("sign_out") == 0
    assert given.desk.knows.said == "A017还在这个窗口，请先解锁，结束接待或转给别的窗口，再签退。"
    given.hear(USUAL)
    given.desk.seat.sign_out()
    grab.wait_until(lambda: given.desk.knows.staff is None, what="the sign-out")
    assert given.hall.times("sign_out") == 1


def test_a_locked_screen_keeps_its_work_and_opens_with_the_pin_even_without_the_hall(
    given: GivenDesk,
) -> None:
    given.hear(SERVING)
    grab.wait_until(lambda: given.desk.knows.matter == CASE, what="the matter")
    given.desk.lock()
    given.hall.is_there = False
    given.desk.seat.unlock("000000")
    grab.wait_until(lambda: given.desk.is_quiet, what="the answer")
    assert given.desk.knows.locked
    given.desk.seat.unlock("246810")
    grab.wait_until(lambda: not given.desk.knows.locked, what="the screen to open")
    assert given.desk.knows.matter == CASE


def test_a_refusal_that_we_have_no_words_for_is_told_and_logged(
    given: GivenDesk, caplog: pytest.LogCaptureFixture
) -> None:
    given.hall.answer = Refusal("newer.than_us")
    with caplog.at_level(logging.ERROR):
        ask(given)
    assert given.desk.knows.said == "这一步出了错，已经记在日志里，请联系管理员。"
    assert "newer.than_us" in caplog.text


def test_a_lost_session_asks_for_the_pin_again_with_the_reason(given: GivenDesk) -> None:
    given.hall.answer = Refusal("auth.session_missing")
    ask(given)
    assert given.desk.knows.locked
    assert given.desk.knows.said == "登录已失效，请重新登录。"
