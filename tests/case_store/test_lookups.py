"""查进度 by typing: what is shown, and how often one may guess."""

from dataclasses import replace
from datetime import date

import uuid_utils.compat as uuid_v7

from cases.matter.case_code import CaseCode
from cases.refusal import Refusal
from cases.views import ProgressView
from tests.case_store.one_hall import OPEN, POLICY, PRIVATE, OneHall, granted, refused

CODE, OTHER_CODE = (CaseCode(POLICY.hall.centre_code, date(2026, 11, 23), n).text for n in (1001, 1002))


def ask(hall: OneHall, code: str = CODE, typed: str = "004711", stay: str = "s") -> ProgressView | Refusal:
    return hall.store.hall.progress(code, typed, stay)


def test_code_and_lookup_code_show_steps_and_dates_and_nobody(hall: OneHall) -> None:
    hall.take(case_code=CODE)
    view = granted(ask(hall))
    assert (view.case_code, view.step, view.outcome) == (CODE, 1, "progress.registered")
    assert view.answer_by == date(2026, 11, 26)
    assert granted(ask(hall, CODE[:2] + " " + CODE[2:], " 004 711 ")).case_code == CODE
    for word in ("李某", "邻里", "neighbour", "1300"):
        assert word not in repr(view)


def test_the_lookup_code_outlives_a_correction_and_the_decision(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(case_code=CODE)
    row = hall.serve(desk)
    told = replace(PRIVATE, story="改过的", lookup_code="")
    granted(hall.store.hall.correct(uuid_v7.uuid7(), desk, row.case_id or "", (OPEN, told)))
    granted(hall.store.hall.accept(uuid_v7.uuid7(), desk, row.case_id or ""))
    view = granted(ask(hall))
    assert (view.outcome, view.answer_by) == ("progress.accepted", None)


def test_an_unknown_code_and_a_wrong_lookup_code_answer_alike(hall: OneHall) -> None:
    hall.take(case_code=CODE)
    assert refused(ask(hall, typed="004712")) == refused(ask(hall, OTHER_CODE)) == "lookup.not_found"


def test_slips_are_told_apart_from_guesses_and_do_not_count(hall: OneHall) -> None:
    hall.take(case_code=CODE)
    other_centre = CaseCode("150521000", date(2026, 11, 23), 100).text
    for _ in range(10):
        assert refused(ask(hall, CODE[:-1])) == "case_code.incomplete"
        assert refused(ask(hall, CODE[:-1] + str((int(CODE[-1]) + 1) % 10))) == "case_code.wrong"
        assert refused(ask(hall, typed="4711")) == "lookup_code.incomplete"
        assert refused(ask(hall, other_centre)) == "lookup.other_centre"
    granted(ask(hall))


def test_six_wrong_tries_close_the_session_even_for_the_right_code(hall: OneHall) -> None:
    hall.take(case_code=CODE)
    for number in range(6):
        hall.wait(seconds=1)
        assert refused(ask(hall, OTHER_CODE if number % 2 else CODE, "000000")) == "lookup.not_found"
    assert refused(ask(hall)) == "lookup.session_closed"
    granted(ask(hall, stay="another"))


def test_six_wrong_tries_on_a_case_close_it_for_a_day_also_after_a_restart(hall: OneHall) -> None:
    hall.take(case_code=CODE)
    for number in range(6):
        hall.wait(seconds=1)
        ask(hall, typed="000000", stay=f"s{number}")
    assert refused(ask(hall, stay="new")) == "lookup.case_closed"
    hall.reopen()
    hall.wait(hours=23)
    assert refused(ask(hall, stay="newer")) == "lookup.case_closed"
    hall.wait(hours=2)
    granted(ask(hall, stay="newest"))
    for number in range(2):
        ask(hall, typed="000000", stay=f"t{number}")
    assert len(hall.rows("SELECT 1 FROM lookup_try")) == 2  # what left the window is forgotten
