"""How running text, signatures and the closing are set."""

from reportlab.lib.units import mm

from printing.a4.composer import Composer
from printing.a4.document import Centred, Closing, Fold, Ink, Paragraph, SignLine
from printing.a4.type_faces import Face, Type
from printing.thermal.layout import visible

_INDENT_EM = 2
_KEPT_LINES = 2  # of a paragraph that go along with what may not stand alone
_CLOSING_INDENT_EM = 4  # GB/T 9704: 成文日期右空四字
_FOLD_BAR, _FOLD_INDENT = 1.5, 10
_FOLD_WHOLE_SHARE = 0.3  # of a page: a fold that takes less is not parted
_SIGN_PITCHES = 1.6
_SIGN_ROOM_MM = 32.0  # for a name by hand, at least


def set_paragraph(composer: Composer, block: Paragraph, after: float) -> None:
    """Line by line. `after`: what the next block needs on the page of the last lines (points)."""
    cut = composer.cut
    size, pitch, face = cut.size, cut.pitch, cut.face
    if block.ink is Ink.NOTE:
        size, pitch, face = cut.note_size, cut.note_size * 1.6, Face.SONG
    elif block.ink is Ink.HEADING:
        face = Face.BOLD
    indent = _INDENT_EM * size if block.indent else 0.0
    lines = composer.filled(block.text, face, size, cut.measure, indent)
    for number, line in enumerate(lines):
        left = len(lines) - number
        turns = composer.room < pitch
        # the last lines go over together, with what follows; a lone first or last line is nobody's
        if left == _KEPT_LINES and number and composer.room < left * pitch + after:
            turns = True
        if not number and composer.room < min(len(lines), _KEPT_LINES) * pitch + (
            after if left <= _KEPT_LINES else 0
        ):
            turns = True
        if turns and not composer.at_top:
            composer.turn()
        start = cut.left + (0.0 if number else indent)
        is_last = left == 1
        fill = 0.0 if is_last else cut.right - start
        composer.write(start, composer.y + pitch / 2, line, Type(face, size), fill=fill)
        composer.y += pitch


def set_centred(composer: Composer, block: Centred) -> None:
    """A title: not parted unless it is longer than a page."""
    face = Face.BOLD if block.bold else Face.SONG
    lines = composer.balanced(block.text, face, block.size_pt, composer.cut.measure)
    pitch = block.size_pt * 1.5
    composer.need(len(lines) * pitch)
    for line in lines:
        composer.need(pitch)
        composer.write(
            composer.cut.left + composer.cut.measure / 2,
            composer.y + pitch / 2,
            line,
            Type(face, block.size_pt),
            align=0.5,
        )
        composer.y += pitch


def set_fold(composer: Composer, block: Fold, after: float) -> None:
    """怎么算的: small, beside a bar. `after`: what the next block needs on the same page (points)."""
    cut = composer.cut
    size, pitch = cut.note_size, cut.note_size * 1.6
    left = cut.left + _FOLD_INDENT
    lines = [
        (line, Face.SONG)
        for text in block.lines
        for line in composer.filled(text, Face.SONG, size, cut.right - left)
    ]
    height = (len(lines) + 2) * pitch + after
    if height < _FOLD_WHOLE_SHARE * cut.depth:
        composer.need(height)
    composer.y += pitch / 2
    for line, face in [(block.title, Face.BOLD), *lines]:
        composer.need(pitch)
        composer.write(left, composer.y + pitch / 2, line, Type(face, size))
        composer.rule_down(cut.left, composer.y, composer.y + pitch, _FOLD_BAR)
        composer.y += pitch
    composer.y += pitch / 2


def set_sign_line(composer: Composer, block: SignLine) -> None:
    """A label, a line to write on, a date."""
    cut = composer.cut
    height = _SIGN_PITCHES * cut.pitch
    day = visible(block.date)
    day_width = composer.faces.width(day, cut.face) * cut.size
    room = cut.measure - day_width - _SIGN_ROOM_MM * mm
    *above, label = composer.balanced(block.label, cut.face, cut.size, room)
    composer.need(height + len(above) * cut.pitch)
    composer.y += height - cut.pitch
    for line in above:
        composer.need(cut.pitch)
        composer.write(cut.left, composer.y + cut.pitch / 2, line, Type(cut.face, cut.size))
        composer.y += cut.pitch
    composer.need(cut.pitch)
    middle = composer.y + cut.pitch / 2
    composer.write(cut.left, middle, label, Type(cut.face, cut.size))
    composer.write(cut.right, middle, day, Type(cut.face, cut.size), align=1.0)
    start = cut.left + (composer.faces.width(label, cut.face) + 0.3) * cut.size
    end = cut.right - day_width - cut.size
    composer.rule(middle + 0.55 * cut.size, 0.5, start, end)
    composer.y += cut.pitch


def closing_height(composer: Composer, block: Closing) -> float:
    """What the closing takes, with the white above it where the seal goes."""
    return (2.5 + len(_issuer(composer, block))) * composer.cut.pitch


def set_closing(composer: Composer, block: Closing) -> None:
    """落款: the date four characters from the right, the issuer over its middle, two from the right if it is long."""
    cut = composer.cut
    lines = _issuer(composer, block)
    composer.need(closing_height(composer, block))
    composer.y += 1.5 * cut.pitch
    day_width = composer.faces.width(block.date, cut.face) * cut.size
    middle = cut.right - _CLOSING_INDENT_EM * cut.size - day_width / 2
    widest = max(composer.faces.width(line, cut.face) for line in lines) * cut.size
    middle = min(middle, cut.right - _INDENT_EM * cut.size - widest / 2)
    for line in (*lines, block.date):
        composer.need(cut.pitch)
        composer.write(middle, composer.y + cut.pitch / 2, line, Type(cut.face, cut.size), align=0.5)
        composer.y += cut.pitch


def _issuer(composer: Composer, block: Closing) -> list[str]:
    cut = composer.cut
    room = cut.measure - 2 * _INDENT_EM * cut.size
    return composer.balanced(block.issuer, cut.face, cut.size, room)
