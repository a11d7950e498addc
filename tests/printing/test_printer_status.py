"""What the printer says of itself, and what noise on the line says: nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.spool.job import Reason
from printing.spool.printer_status import QUESTIONS, Condition, Replies, condition, question
from tests.printing.thermal_paper import ThermalPaper


def answer_in(data: bytes) -> int | None:
    """The first answer to a DLE EOT in what came."""
    replies = Replies()
    replies.hear(data)
    return replies.status[0] if replies.status else None


def asked(printer: ThermalPaper) -> Condition:
    answers = {n: answer_in(printer.feed(question(n))) for n in QUESTIONS}
    return condition({n: answer for n, answer in answers.items() if answer is not None})


@pytest.mark.parametrize(
    ("printer", "reason"),
    [
        (ThermalPaper(), None),
        (ThermalPaper(near_end=True), None),
        (ThermalPaper(paper_left_dots=0), Reason.OUT_OF_PAPER),
        (ThermalPaper(cover_open=True), Reason.COVER_OPEN),
        (ThermalPaper(cover_open=True, paper_left_dots=0), Reason.COVER_OPEN),
        (ThermalPaper(cutter_jammed=True), Reason.FAULT),
    ],
)
def test_each_trouble_has_its_own_reason(printer: ThermalPaper, reason: Reason | None) -> None:
    assert asked(printer).stops == reason


def test_paper_near_its_end_warns_and_does_not_stop() -> None:
    found = asked(ThermalPaper(near_end=True))
    assert (found.stops, found.warns) == (None, Reason.NEAR_END)


def test_paper_at_its_end_is_not_near_its_end() -> None:
    assert asked(ThermalPaper(paper_left_dots=0)).warns is None


def test_off_line_without_a_cause_is_a_fault() -> None:
    assert condition({1: 0x1A}).stops is Reason.FAULT


def test_a_question_without_answer_tells_nothing() -> None:
    assert condition({1: 0x12}) == Condition()


@given(st.binary(max_size=300))
def test_any_noise_is_survived_and_only_well_formed_bytes_count(noise: bytes) -> None:
    answer = answer_in(noise)
    if answer is None:
        assert not any(byte & 0x93 == 0x12 for byte in noise)
    else:
        assert answer in noise
        assert isinstance(condition({1: answer, 2: answer, 4: answer}), Condition)


@given(st.binary(max_size=50).filter(lambda noise: answer_in(noise) is None), st.binary(max_size=50))
def test_the_wire_cut_at_any_place_gives_the_same_answer(noise: bytes, rest: bytes) -> None:
    data = noise + b"\x16" + rest
    for cut in range(len(data)):
        pieces = [answer_in(data[:cut]), answer_in(data[cut:])]
        assert next(answer for answer in pieces if answer is not None) == 0x16


@pytest.mark.parametrize("byte", [0x11, 0x13, 0x00, 0xFF, 0x10, 0x0F])
def test_flow_control_and_automatic_status_are_no_answers(byte: int) -> None:
    assert answer_in(bytes([byte])) is None
