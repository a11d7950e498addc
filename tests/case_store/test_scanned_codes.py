"""A code of ours under a scanner: the receipt says how far the matter is, the ticket leads to its visit."""

from dataclasses import replace
from datetime import date

import uuid_utils.compat as uuid_v7

from cases.casework.evaluation import Subject
from cases.citizen_views import Evaluable
from cases.matter.case_code import CaseCode
from cases.matter.citizen_code import code_hash
from tests.case_store.one_hall import POLICY, OneHall, granted, refused

CASE = CaseCode(POLICY.hall.centre_code, date(2026, 11, 23), 1001).text
TICKET, RECEIPT, NOBODYS = (code_hash(16 * char) for char in "TRN")


def take(hall: OneHall) -> str:
    told = hall.submission(case_code=CASE, ticket_code_hash=TICKET)
    assert told.case is not None
    told = replace(told, case=replace(told.case, receipt_code_hash=RECEIPT))
    return str(granted(hall.store.hall.submit(told)).ticket_no)


def test_the_receipt_itself_says_how_far_the_matter_is_and_names_nobody(hall: OneHall) -> None:
    take(hall)
    found = granted(hall.store.hall.scans.receipt(RECEIPT))
    assert (found.progress.case_code, found.progress.step, found.evaluable) == (CASE, 1, ())
    for word in ("李某", "邻里", "neighbour", "1300"):
        assert word not in repr(found)
    for code in (NOBODYS, TICKET):
        assert refused(hall.store.hall.scans.receipt(code)) == "scan.not_known"


def test_a_matter_that_is_over_can_be_evaluated_with_its_receipt(hall: OneHall) -> None:
    take(hall)
    desk = hall.desk(1)
    case_id = str(hall.serve(desk).case_id)
    why = ("already_accepted_elsewhere", "handling_organ", "")
    granted(hall.store.hall.reject(uuid_v7.uuid7(), desk, case_id, why))
    found = granted(hall.store.hall.scans.receipt(RECEIPT))
    assert found.evaluable == (Evaluable(subject=Subject.CASE, subject_id=case_id, name=CASE),)


def test_a_ticket_leads_to_its_visit_and_a_receipt_or_case_code_to_the_case(hall: OneHall) -> None:
    ticket_no = take(hall)
    scans = hall.store.hall.scans
    waiting = granted(scans.find(TICKET))
    assert (waiting.ticket_no, waiting.visit_state, waiting.is_today) == (ticket_no, "waiting", True)
    row = hall.serve(hall.desk(1))
    assert granted(scans.find(TICKET)).visit_state == "serving"
    assert granted(scans.find(TICKET)).visit_id == row.visit_id
    assert granted(scans.find(RECEIPT)).case_id == granted(scans.find_case(CASE)).case_id == row.case_id
    assert refused(scans.find(NOBODYS)) == refused(scans.find_case(CASE[:-2] + "00")) == "scan.not_known"
