"""How the road (路线图) is set: numbered discs on a line, each with what happens there."""

from printing.a4.composer import Composer
from printing.a4.document import StepChart, StepState
from printing.a4.page import Disc
from printing.a4.type_faces import Face, Type

_RADIUS_EM = 0.85
_TITLE_EM = 7.0  # the column of the titles
_GAP_EM = 0.7  # between steps
_PITCH_EM = 1.5


def set_steps(composer: Composer, chart: StepChart) -> None:
    """A step is never parted; the line between two discs stays on the page."""
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
        if composer.room < height:
            composer.turn()
            disc_before = None
        middle = composer.y + pitch / 2
        if disc_before is not None:
            composer.rule_down(axis, disc_before + radius, middle - radius, 0.8)
        _disc(composer, number, step.state, axis, middle)
        for line_number, line in enumerate(titles):
            x = axis + radius + size * 0.7
            composer.write(x, middle + line_number * pitch, line, Type(Face.BOLD, size))
        for line_number, line in enumerate(notes):
            composer.write(notes_x, middle + line_number * pitch, line, Type(Face.SONG, size))
        disc_before = middle
        composer.y += height
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
