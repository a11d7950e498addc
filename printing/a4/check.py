"""Is this file a paper of ours, and does it still show what it showed when it was made?

A paper carries its claims in the metadata: kind, number, content hash, and the digest of what its pages show (page
sizes, drawing, fonts, pictures, annotations, and anything in the catalogue that could change the view).

An altered PDF is one that shows something else. What is found, and by whom:
- text, picture, font or page changed, an annotation laid over: the digest of the pages is another one. `untouched` is
  False, without asking anybody.
- the same by somebody who also writes the new digest into the metadata: `untouched` is True, but the digest is not the
  one in the log. Only the record tells (`says_the_same`), which is why the centre verifies against its log.
- a genuine QR pasted on a forged paper: the QR leads to the record; number, kind and the printed beginning of the
  content hash are not those of the paper in hand.
- metadata stripped, or printed and scanned: not readable here (`paper.foreign`); the code on it is looked up instead.
Not altered: saved again by a tool that keeps the pages (other compression, other object numbers, another order).
"""

import hashlib
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from cases.paper.paper_record import CheckedPaper, DocumentKind
from cases.refusal import Refusal

PDF_BYTES_MAX = 20_000_000
CLAIM_MARK = "pingan-paper/1"  # in the keywords of the file; kind, content hash and print hash follow
CLAIM_SEPARATOR = ", "
_CLAIM_PARTS = 4
_HOW_IT_IS_STORED = frozenset({"/Parent", "/Length", "/Filter", "/DecodeParms"})
_VIEW_NEUTRAL = frozenset({"/Type", "/Pages", "/Outlines", "/PageMode", "/Version", "/Metadata", "/Lang"})


def print_hash(pdf: bytes) -> str:
    """SHA-256 of what the pages show. Raises what pypdf raises for a file that is no PDF."""
    return _shown(PdfReader(BytesIO(pdf)))


def check_pdf(pdf: bytes) -> CheckedPaper | Refusal:
    """What the file claims, and whether it still shows it."""
    if len(pdf) > PDF_BYTES_MAX:
        return Refusal("paper.too_large", {"megabytes": PDF_BYTES_MAX // 1_000_000})
    try:
        reader = PdfReader(BytesIO(pdf))
        claim = _claim(reader)
        if isinstance(claim, Refusal):
            return claim
        kind, content_hash, claimed = claim
        return CheckedPaper(
            kind=kind,
            number=str(reader.metadata.subject if reader.metadata else ""),
            content_hash=content_hash,
            claimed_print_hash=claimed,
            print_hash=_shown(reader),
            pages=len(reader.pages),
        )
    except Exception:  # noqa: BLE001 - a stranger's file breaks pypdf in whatever way it likes
        return Refusal("paper.unreadable")


def _claim(reader: PdfReader) -> tuple[DocumentKind, str, str] | Refusal:
    keywords = str(reader.metadata.get("/Keywords", "")) if reader.metadata else ""
    mark, *claim = keywords.split(CLAIM_SEPARATOR)
    if mark != CLAIM_MARK or len(claim) != _CLAIM_PARTS - 1 or claim[0] not in list(DocumentKind):
        return Refusal("paper.foreign")
    return DocumentKind(claim[0]), claim[1], claim[2]


def _shown(reader: PdfReader) -> str:
    digest = _Digest()
    root = reader.trailer["/Root"].get_object()
    if isinstance(root, DictionaryObject):
        digest.take(DictionaryObject({key: root.raw_get(key) for key in root if key not in _VIEW_NEUTRAL}))
    for page in reader.pages:
        digest.say(f"page {page.mediabox} {page.cropbox} {page.rotation} {page.user_unit}")
        digest.take(page)
    return digest.hex


class _Digest:
    """Walks what a page holds, each shared object once, whatever its number in the file."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._met: dict[int, int] = {}

    @property
    def hex(self) -> str:
        """The digest so far."""
        return self._hash.hexdigest()

    def say(self, word: str) -> None:
        """One word, its length with it, so that no two sequences run together alike."""
        self.say_bytes(word.encode("utf-8", "surrogatepass"))

    def say_bytes(self, data: bytes) -> None:
        """The same for bytes."""
        self._hash.update(f"{len(data)}:".encode())
        self._hash.update(data)

    def take(self, value: PdfObject | None) -> None:
        """One object and all that it holds."""
        if isinstance(value, IndirectObject):
            if value.idnum in self._met:
                self.say(f"again {self._met[value.idnum]}")
                return
            self._met[value.idnum] = len(self._met)
            value = value.get_object()
        if isinstance(value, DictionaryObject):
            keys = sorted(key for key in value if key not in _HOW_IT_IS_STORED)
            self.say(f"dictionary {len(keys)}")
            for key in keys:
                self.say(str(key))
                self.take(value.raw_get(key))
            if isinstance(value, StreamObject) and not isinstance(value, ContentStream):
                self.say_bytes(value.get_data())
        elif isinstance(value, ArrayObject):
            self.say(f"array {len(value)}")
            for part in list.__iter__(value):
                self.take(part)
        else:
            self.say(f"{type(value).__name__} {value}")
