"""How the road (路线图) is set: numbered discs on a line, each with what happens there."""

from itertools import zip_longest

from printing.a4.composer import Composer
from printing.a4.document import StepChart, StepState
from printing.a4.page import Disc
from printing.a4.type_faces import Face, Type

_RADIUS_EM = 0.85
_TITLE_EM = 7.0  # the column of the titles
_GAP_EM = 0.7  # between steps
_PITCH_EM = 1.5


def set_steps(composer: Composer, chart: StepChart) -> None:
    """A step goes overleaf whole, unless it is longer than a page; the line between two discs stays on one."""
    size = composer.cut.cell_size
    pitch = size * _PITCH_EM
    radius = _RADIUS_EM * size
    axis = composer.cut.left + radius + 1
    notes_x = axis + radius + size * (_TITLE_EM + 1)
    composer.need(4 * pitch)
    composer.write(composer.cut.left, composer.y + pitch, chart.title, Type(Face.BOLD, size * 1.15))
    composer.y += 2 * pitch
    disc_before: float | None = None
    for number, step in enumerate(chart.steps, 1):
        notes = composer.filled(step.note, Face.SONG, size, composer.cut.right - notes_x)
        titles = composer.balanced(step.title, Face.BOLD, size, _TITLE_EM * size)
        height = max(len(notes), len(titles)) * pitch + _GAP_EM * size
        if composer.room < height and not composer.at_top:
            composer.turn()
            disc_before = None
        middle = composer.y + pitch / 2
        if disc_before is not None:
            composer.rule_down(axis, disc_before + radius, middle - radius, 0.8)
        _disc(composer, number, step.state, axis, middle)
        disc_before = middle
        for title, note in zip_longest(titles, notes, fillvalue=""):
            if composer.room < pitch:
                composer.turn()
                disc_before = None
            line = composer.y + pitch / 2
            composer.write(axis + radius + size * 0.7, line, title, Type(Face.BOLD, size))
            composer.write(notes_x, line, note, Type(Face.SONG, size))
            composer.y += pitch
        composer.y += _GAP_EM * size
    composer.y += pitch / 2


def _disc(composer: Composer, number: int, state: StepState, x: float, middle: float) -> None:
    """Filled: done. Two rings: here we are. One ring: ahead. No colour, no grey: it is copied and faxed."""
    size = composer.cut.cell_size
    radius = _RADIUS_EM * size
    done = state is StepState.DONE
    composer.put(Disc(x, middle, radius, filled=done))
    if state is StepState.NOW:
        composer.put(Disc(x, middle, radius - 2, filled=False))
    composer.write(x, middle, str(number), Type(Face.BOLD, size * 0.85), align=0.5, grey=float(done))
