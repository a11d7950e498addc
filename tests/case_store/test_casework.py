"""The matter at a desk: read, registered, corrected, accepted, rejected; and who may see the person."""

from dataclasses import replace
from datetime import date

import uuid_utils.compat as uuid_v7

from cases.casework.case_additions import PersonRead
from cases.casework.case_events import CaseAccepted, CaseRegistered, CaseRejected, MatterCorrected
from cases.matter.case_code import CaseCode, parse_case_code
from cases.matter.matter import OpenMatter, PrivateMatter
from tests.case_store.one_hall import OPEN, PRIVATE, OneHall, granted, refused


def test_the_desk_reads_the_citizen_s_own_words_and_the_reading_is_kept(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    matter = hall.open_matter(desk, hall.serve(desk))
    assert (matter.private, matter.private_readable, matter.open) == (PRIVATE, True, OPEN)
    assert (matter.case_state, matter.answer_by) == ("registered", date(2026, 11, 26))
    (read,) = [e for e in hall.events() if isinstance(e, PersonRead)]
    assert read.staff_id == "s1"


def test_a_ticket_without_a_word_opens_an_empty_sheet(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    matter = hall.open_matter(desk, hall.serve(desk))
    assert (matter.case_id, matter.draft_id, matter.private) == (None, None, PrivateMatter())
    assert matter.private_readable
    assert not [e for e in hall.events() if isinstance(e, PersonRead)]


def test_a_draft_becomes_a_case_under_its_own_id_with_the_hall_s_serial(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False, draft=True)
    row = hall.serve(desk)
    draft = hall.open_matter(desk, row)
    assert (draft.draft_id, draft.private) == (row.draft_id, PRIVATE)
    told = replace(PRIVATE, story="天天夜里吵")
    command_id = uuid_v7.uuid7()
    case = granted(hall.store.hall.register(command_id, desk, row.visit_id, (draft.open, told)))
    assert (case.case_id, case.case_state) == (row.draft_id, "registered")
    assert case.private == told
    code = parse_case_code(case.case_code or "")
    assert isinstance(code, CaseCode)
    assert (code.centre, code.day, code.serial) == ("150502000", date(2026, 11, 23), 1)
    again = granted(hall.store.hall.register(command_id, desk, row.visit_id, (draft.open, told)))
    assert again == case
    other = hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, (draft.open, told))
    assert refused(other) == "visit.has_case"
    assert sum(isinstance(e, CaseRegistered) for e in hall.events()) == 1
    (at_desk,) = hall.counter_view().at_desks
    assert at_desk.case_id == row.draft_id


def test_what_was_told_only_at_the_counter_becomes_a_case_too(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    told = replace(PRIVATE, lookup_code="")
    case = granted(hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, (OPEN, told)))
    assert replace(case.private, lookup_code="") == told
    assert len(case.private.lookup_code) == 6
    assert hall.open_matter(desk, row) == case


def test_a_correction_replaces_the_words_and_keeps_the_first_ones_in_the_log(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    assert row.case_id is not None
    corrected = replace(PRIVATE, story="楼上半夜搬家具", lookup_code="999999")
    answer = hall.store.hall.correct(
        uuid_v7.uuid7(), desk, row.case_id, (replace(OPEN, party_count=4), corrected)
    )
    matter = granted(answer)
    assert matter.private == replace(corrected, lookup_code=PRIVATE.lookup_code)  # not the desk's to change
    assert matter.open.party_count == 4
    assert hall.open_matter(desk, row) == matter
    assert hall.counter_view().at_desks[0].party_count == 4
    kinds = [type(e) for e in hall.events()]
    assert (kinds.count(CaseRegistered), kinds.count(MatterCorrected)) == (1, 1)


def test_another_desk_neither_corrects_nor_sees_the_person_but_may_decide(hall: OneHall) -> None:
    desk, other = hall.desk(1), hall.desk(2)
    hall.take()
    row = hall.serve(desk)
    assert row.case_id is not None
    at = hall.store.hall
    answer = at.correct(uuid_v7.uuid7(), other, row.case_id, (OPEN, PRIVATE))
    assert refused(answer) == "case.not_at_this_desk"
    accepted = granted(at.accept(uuid_v7.uuid7(), other, row.case_id))
    assert (accepted.case_state, accepted.private_readable) == ("accepted", False)
    assert accepted.private == PrivateMatter()
    hall.end(desk, row)
    answer = at.correct(uuid_v7.uuid7(), desk, row.case_id, (OPEN, PRIVATE))
    assert refused(answer) == "case.not_at_this_desk"


def test_acceptance_stops_its_clock_and_starts_grading_s(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    assert row.case_id is not None
    accepted = granted(hall.store.hall.accept(uuid_v7.uuid7(), desk, row.case_id))
    assert (accepted.case_state, accepted.answer_by) == ("accepted", None)
    (due,) = hall.counter_view().due
    assert (due.clock, due.light, due.left_unit) == ("grade", "green", "opening_minutes")
    assert due.left in (119, 120)
    (event,) = [e for e in hall.events() if isinstance(e, CaseAccepted)]
    assert event.staff_id == "s1"
    assert refused(hall.store.hall.accept(uuid_v7.uuid7(), desk, row.case_id)) == "case.not_registered"


def test_a_matter_without_a_category_is_not_accepted(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    nothing = (OpenMatter(), PrivateMatter())
    case = granted(hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, nothing))
    answer = hall.store.hall.accept(uuid_v7.uuid7(), desk, case.case_id or "")
    assert refused(answer) == "case.category_missing"


def test_a_rejection_has_a_reason_of_the_list_and_a_way_to_go(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    case_id = row.case_id or ""
    at = hall.store.hall
    for reason, code in (
        (("because", "court", ""), "case.reason_unknown"),
        (("out_of_scope", "moon", ""), "case.referral_unknown"),
    ):
        assert refused(at.reject(uuid_v7.uuid7(), desk, case_id, reason)) == code
    rejected = granted(at.reject(uuid_v7.uuid7(), desk, case_id, ("out_of_scope", "court", "李某甲知道了")))
    assert rejected.case_state == "rejected"
    (event,) = [e for e in hall.events() if isinstance(e, CaseRejected)]
    assert event.remark is not None
    assert hall.counter_view().due == ()
    lights = hall.counter_view().lights
    assert lights is not None
    assert (lights.normal, lights.soon, lights.overdue, lights.stopped) == (0, 0, 0, 0)
    again = at.correct(uuid_v7.uuid7(), desk, case_id, (OPEN, PRIVATE))
    assert refused(again) == "case.finished"


def test_a_case_that_is_not_there_is_unknown(hall: OneHall) -> None:
    desk = hall.desk(1)
    at = hall.store.hall
    assert refused(at.accept(uuid_v7.uuid7(), desk, "none")) == "case.unknown"
    assert refused(at.correct(uuid_v7.uuid7(), desk, "none", (OPEN, PRIVATE))) == "case.unknown"
    assert refused(at.reject(uuid_v7.uuid7(), desk, "none", ("out_of_scope", "court", ""))) == "case.unknown"


def test_a_broken_seal_hides_the_words_and_the_open_part_stands(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    with hall.store.log.connection.begin():
        hall.store.log.connection.exec_driver_sql("DELETE FROM case_key")  # forgotten
    matter = hall.open_matter(desk, row)
    assert (matter.private_readable, matter.private, matter.open) == (False, PrivateMatter(), OPEN)
    answer = hall.store.hall.correct(uuid_v7.uuid7(), desk, row.case_id or "", (OPEN, PRIVATE))
    assert refused(answer) == "case.seal_broken"


def test_a_draft_that_does_not_open_is_told_again_under_a_new_id(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False, draft=True)
    row = hall.serve(desk)
    with hall.store.log.connection.begin():
        hall.store.log.connection.exec_driver_sql("UPDATE case_key SET nonce = 'AAAAAAAAAAAAAAAA'")
    case = granted(hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, (OPEN, PRIVATE)))
    assert case.case_id not in (None, row.draft_id)
    assert replace(case.private, lookup_code="") == replace(PRIVATE, lookup_code="")
