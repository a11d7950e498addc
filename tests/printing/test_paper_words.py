"""Every sentence in the papers' files is said by some paper, so that none is translated or approved in vain."""

from datetime import UTC, date, datetime

from cases.paper.paper_record import DocumentKind
from cases.texts import Text, Texts
from printing.a4.binding import bind
from printing.a4.describe import describe, prove
from printing.a4.type_faces import TypeFaces
from printing.slips.appointment_notice import appointment_notice
from printing.slips.evaluation_form import evaluation_slip
from printing.slips.guidance_slip import guidance_slip
from printing.slips.printed_again import printed_again
from printing.slips.trial_strip import trial_strip
from tests.printing.a4_samples import CODE, SAMPLES, URL, sample
from tests.printing.case_file_samples import sample_file
from tests.printing.risk_samples import BETTER, LONG, SMALL, paper_of

ELSEWHERE = (
    *("papers.queue_ticket.", "papers.receipt.", "papers.by_hand_sheet.", "papers.date"),
    *("papers.risk_warning.unnumbered", "warnings.status."),  # at a counter
)
SAID_ONE_BY_ONE = ".kind"  # {paper} in refusals_printing.toml


class Heard(dict[str, Text]):
    """The real sentences, and which of them were asked for."""

    def __init__(self, texts: Texts) -> None:
        super().__init__({key: texts.find(key) for key in texts.keys})
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str) -> Text:
        self.keys_asked.add(key)
        return super().__getitem__(key)


def test_no_sentence_is_left_that_no_paper_says(texts: Texts, a4_faces: TypeFaces) -> None:
    heard = Heard(texts)
    listening = Texts(heard, {})
    others = (
        sample(DocumentKind.ASSIGNMENT_ORDER, dual=False),
        sample(DocumentKind.REPORT_UP, asks=False),
        sample(DocumentKind.REGISTRATION_FORM, evidence=()),
        sample(DocumentKind.APPOINTMENT_NOTICE, is_visit=True),
        sample(DocumentKind.GUIDANCE_SLIP, materials=()),
        sample(DocumentKind.FILE_SITUATION, missing=()),
        sample(DocumentKind.ACCEPTANCE_NOTICE, due=date(2027, 1, 8), provisional=True),
        sample(DocumentKind.FILE_CONTENTS),
        *(paper_of(report, record="0f" * 32) for report in (SMALL, LONG, BETTER)),
    )
    for given in (*SAMPLES, *others):
        describe(given, listening)
        prove(given, URL, CODE, listening)
    describe(sample(DocumentKind.MEDIATION_AGREEMENT, terms=tuple("甲" * 12)), listening)
    bind(sample_file(texts, a4_faces, identity=False), listening, a4_faces)
    guidance_slip(sample(DocumentKind.GUIDANCE_SLIP), listening)
    guidance_slip(sample(DocumentKind.GUIDANCE_SLIP, materials=(), officer=""), listening)
    for is_visit in (True, False):
        appointment_notice(sample(DocumentKind.APPOINTMENT_NOTICE, is_visit=is_visit), listening)
    slip = evaluation_slip(sample(DocumentKind.EVALUATION_FORM), listening)
    printed_again(slip, listening)
    trial_strip("1号自助机", datetime(2026, 11, 23, 1, 31, tzinfo=UTC), listening)
    silent = {
        key
        for key in texts.keys - heard.keys_asked
        if not key.startswith((*ELSEWHERE, "papers.file.slot_")) and not key.endswith(SAID_ONE_BY_ONE)
    }
    assert silent == set()
