"""文书核验: what the centre's page says of a paper whose code somebody scanned or typed. Nobody is named."""

from dataclasses import dataclass

from case_store.citizen_pages.page_frame import Frame, Voice
from case_store.paper_words import issued_on, paper_name
from cases.paper.paper_record import shown_hash
from cases.views_papers import KnownPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFact:
    """What is to be compared with the paper in hand."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """`is_good`: a paper was issued under this code; else its number is void, or nothing is out yet."""

    frame: Frame
    heading: str
    facts: tuple[PaperFact, ...]
    is_good: bool
    note: str


def paper_page(voice: Voice, found: KnownPaper) -> PaperPage:
    """Kind, number, day and the beginning of the digest, as they stand on the paper."""
    texts, record = voice.texts, found.record
    status = "issued" if record else "void" if found.void else "drawn"
    told = {
        "paper": paper_name(found.kind, texts),
        "number": found.number,
        **(
            {
                "issued": issued_on(record, texts),
                "pages": texts.get("paper_check.page.pages_value", pages=record.pages),
                "hash": shown_hash(record.content_hash),
            }
            if record
            else {}
        ),
        "status": texts.get(f"paper_check.page.status_{status}"),
    }
    return PaperPage(
        frame=voice.frame_of(texts.get("paper_check.page.title")),
        heading=texts.get("paper_check.page.heading"),
        facts=tuple(
            PaperFact(label=texts.get(f"paper_check.page.{key}"), value=value) for key, value in told.items()
        ),
        is_good=record is not None,
        note=texts.get("paper_check.page.compare" if record else "paper_check.page.compare_void"),
    )
