"""A case file to bind: papers of ours, photos as a camera and a scanner make them, a slip that is not A4."""

from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from cases.paper.case_file import FileSlot
from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.binding import CaseFile, Filed
from printing.a4.describe import describe, prove
from printing.a4.pdf import make
from printing.a4.type_faces import TypeFaces
from tests.printing.a4_samples import CODE, URL, sample

_KINDS = {
    FileSlot.AGREEMENT: DocumentKind.MEDIATION_AGREEMENT,  # not in the order of binding, on purpose
    FileSlot.APPLICATION: DocumentKind.MEDIATION_APPLICATION,
    FileSlot.RIGHTS_NOTICE: DocumentKind.RIGHTS_NOTICE,
    FileSlot.INVESTIGATION: DocumentKind.INVESTIGATION_RECORD,
    FileSlot.MEDIATION_RECORD: DocumentKind.MEDIATION_RECORD,
    FileSlot.PERFORMANCE: DocumentKind.PERFORMANCE_RECORD,
    FileSlot.VISIT: DocumentKind.VISIT_RECORD,
    FileSlot.OTHER: DocumentKind.APPOINTMENT_NOTICE,
}


def photo(width: int = 1600, height: int = 1200, *, file_format: str = "JPEG", turned: bool = False) -> bytes:
    """A picture of nothing; `turned`: held upright, with place and telephone in its EXIF."""
    image = Image.new("RGB", (width, height), "#d8d2c4")
    pen = ImageDraw.Draw(image)
    for step in range(0, width, 40):
        pen.line((step, 0, width - step, height), fill="#304050", width=3)
    exif = Image.Exif()
    if turned:
        exif[0x0112], exif[0x010F], exif[0x9286] = 6, "TELEPHONE OF LI", "43.65N 122.24E"
    file = BytesIO()
    image.save(file, file_format, **({"exif": exif} if file_format == "JPEG" else {}))
    return file.getvalue()


def paper(kind: DocumentKind, texts: Texts, faces: TypeFaces) -> bytes:
    """A sample on paper."""
    given = sample(kind)
    return make(describe(given, texts), faces, prove(given, URL, CODE, texts)).pdf


def sample_file(texts: Texts, faces: TypeFaces, *, identity: bool = True, photos: int = 2) -> CaseFile:
    """All slots that a mediated case fills; without `identity` a required one is missing."""
    papers = [
        Filed(
            slot=slot,
            title=describe(sample(kind), texts).title,
            number=sample(kind).number,
            dated=date(2026, 11, 25),
            pdf=paper(kind, texts, faces),
        )
        for slot, kind in _KINDS.items()
    ]
    pictures = [Filed(slot=FileSlot.EVIDENCE, title="考勤表照片", pictures=(photo(),) * photos)]
    if identity:
        pictures.append(Filed(slot=FileSlot.IDENTITY, title="身份证明", pictures=(photo(900, 560),)))
    return CaseFile(
        cover=sample(DocumentKind.FILE_COVER),
        items=(*papers, *pictures),
        notes=("考勤表原件由申请人保管。",),
    )
