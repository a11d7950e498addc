"""What a citizen carries away on 80 mm: 引导单, 预约告知, 评价表; no name, no matter, and all of it readable."""

from datetime import datetime

import pytest

from cases.hall_time import HALL_ZONE
from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.faces import Faces
from printing.paper import Role, Rule, Text, TickTable
from printing.slips.appointment_notice import appointment_notice
from printing.slips.evaluation_form import evaluation_slip
from printing.slips.guidance_slip import guidance_slip
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.native import native
from printing.thermal.press import Encoding, Press
from tests.printing.a4_samples import sample
from tests.printing.samples import words
from tests.printing.test_layout import assert_fits
from tests.printing.thermal_paper import ThermalPaper

GUIDANCE, APPOINTMENT = DocumentKind.GUIDANCE_SLIP, DocumentKind.APPOINTMENT_NOTICE


def test_a_guidance_slip_says_where_whom_and_what_to_bring(texts: Texts) -> None:
    said = words(guidance_slip(sample(GUIDANCE), texts))
    there = "请到：科尔沁区人力资源和社会保障局劳动保障监察大队"
    for line in (there, "房间：2楼204室", "找谁：赵某丙 0475-0000002", "1. 身份证原件"):
        assert line in said.splitlines()
    assert "科综治引〔2026〕33号" in said


def test_a_number_without_a_name_has_a_label_of_its_own(texts: Texts) -> None:
    said = words(guidance_slip(sample(GUIDANCE, officer=""), texts)).splitlines()
    assert "电话：0475-0000002" in said
    assert "找谁：赵某丙" in words(guidance_slip(sample(GUIDANCE, officer_phone=""), texts)).splitlines()


def test_what_is_not_known_is_left_out(texts: Texts) -> None:
    bare = sample(
        GUIDANCE, room="", officer="", officer_phone="", address="", hours="", materials=(), route=()
    )
    said = words(guidance_slip(bare, texts))
    assert "不用另带材料" in said
    assert not [line for line in said.splitlines() if line.endswith("：")]


def test_an_appointment_says_when_it_is_and_when_it_was_told(texts: Texts) -> None:
    said = words(appointment_notice(sample(APPOINTMENT), texts)).splitlines()
    assert "2026年11月25日09:00" in said
    assert "2026年11月23日09:31告知，单号科综治约〔2026〕45号" in said
    assert "编号ZZ 150502000 261123 0017 24" in said
    assert "上门预约告知" in words(appointment_notice(sample(APPOINTMENT, is_visit=True), texts))


def test_an_appointment_that_was_told_too_late_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        sample(APPOINTMENT, at=datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE))


def test_the_form_asks_five_things_in_five_levels_and_no_name(texts: Texts) -> None:
    form = evaluation_slip(sample(DocumentKind.EVALUATION_FORM), texts)
    (table,) = (block for block in form.blocks if isinstance(block, TickTable))
    assert table.questions == ("服务态度", "办理效率", "办事规范", "办理结果", "总体评价")
    assert table.answers == ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
    sign = form.blocks.index(Text(Role.BODY, "签名（可以不签）"))
    assert form.blocks[sign + 1] == Rule(dashed=False)  # somewhere to sign


def test_all_three_come_out_of_a_real_printer(texts: Texts, faces: Faces, measure: Measure) -> None:
    papers = (
        guidance_slip(sample(GUIDANCE), texts),
        appointment_notice(sample(APPOINTMENT), texts),
        evaluation_slip(sample(DocumentKind.EVALUATION_FORM), texts),
    )
    for paper in papers:
        assert_fits(lay_out(paper, measure), measure)
        printer = ThermalPaper()
        printer.feed(Press(faces).make(paper, {Encoding.NATIVE: native})[Encoding.NATIVE])
        assert len(printer.sheets) == 1
