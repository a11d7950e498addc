"""A signature over real HTTP: bound to the very paper that was shown, kept as strokes and picture, sealed."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from case_store.log.schema import event
from cases.matter.media.media_type import AttachmentKind
from cases.matter.media.pictures import png_chunk, with_png_chunk
from cases.paper.signature import CHUNK, Point, Signature, decode
from cases.refusal import Refusal
from cases.views_casework import CaseView
from devices.signature_pad.picture import signature_png
from tests.case_store.casework_hall import CaseworkHall, at_work, open_hall
from tests.case_store.one_hall import granted
from tests.case_store.served import Ground, rows
from tests.case_store.test_case_papers import NOTICE, PDF, record_of
from tests.devices.pen import scrawl
from tests.media_samples import png

SIGNATURE = AttachmentKind.SIGNATURE
POINTS = tuple(Point(*row) for row in scrawl())


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


def signature_of(print_hash: str, points: tuple[Point, ...] = POINTS) -> Signature:
    return Signature(print_hash=print_hash, width=10_000, height=4_000, points=points)


async def with_paper(hall: CaseworkHall) -> CaseView:
    """A case with one paper that is out."""
    papers, case_id = hall.who["s1"].papers, await hall.register()
    draft = granted(await papers.draw(case_id, NOTICE))
    return granted(await papers.issue(case_id, draft.drawn, record_of(draft), PDF))


async def send(hall: CaseworkHall, case_id: str, picture: bytes) -> CaseView | Refusal:
    return await hall.who["s1"].attachments.add(case_id, SIGNATURE, picture, name="签名.png")


async def test_a_signature_is_kept_with_its_strokes_and_names_its_paper(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        view = await with_paper(hall)
        (paper,) = view.papers
        signature = signature_of(paper.print_hash)
        page = granted(await send(hall, view.case_id, signature_png(signature)))
        (kept,) = page.attachments
        assert (kept.kind, kept.signs) == (SIGNATURE, paper.print_hash)
        content = granted(await hall.who["s1"].attachments.read(view.case_id, kept.attachment_id))
        assert decode(png_chunk(content, CHUNK) or b"") == signature
        assert Image.open(BytesIO(content)).size == (1200, 480)
        (log,) = [row.body for row in rows(ground, event) if row.type == "attachment_added"]
        assert "签名" not in log
        assert "PAHSIG1" not in log


async def test_a_signature_of_a_paper_that_is_not_the_cases_or_was_altered_is_refused(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        view, other = await with_paper(hall), await hall.register()
        (paper,) = view.papers
        altered = signature_png(signature_of(sha256(b"altered").hexdigest()))
        assert await send(hall, view.case_id, altered) == Refusal("signature.paper_changed")
        genuine = signature_png(signature_of(paper.print_hash))
        assert await send(hall, other, genuine) == Refusal("signature.paper_changed")


async def test_a_picture_without_strokes_or_with_none_written_is_no_signature(ground: Ground) -> None:
    async with at_work(ground, "s1") as hall:
        view = await with_paper(hall)
        plain = png()
        empty = signature_png(signature_of(view.papers[0].print_hash, POINTS[:1]))
        torn = with_png_chunk(plain, CHUNK, b"PAHSIG1" + bytes(60))
        answers = [await send(hall, view.case_id, one) for one in (plain, empty, torn)]
        codes = [one.code for one in answers if isinstance(one, Refusal)]
        assert codes == ["signature.unreadable", "signature.empty", "signature.unreadable"]
