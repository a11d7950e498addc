"""How charts are set: black and greys, every number written out, so that a photocopy still says the same."""

from printing.a4.composer import Composer
from printing.a4.document import BarChart, BarLine, TrendChart, TrendPoint
from printing.a4.page import Bar, Disc, Stroke
from printing.a4.type_faces import Face, Type

_SIZE, _SMALL, _TITLE = 10.5, 9.0, 10.5
_OVER_COLUMNS, _OVER_COLUMNS_MIN = 8.0, 6.5
_BEFORE, _TITLE_PITCH, _AFTER = 6.0, 20.0, 10.0
_LABEL_SHARE, _NUMBER_ROOM, _LABEL_GAP = 0.30, 52.0, 8.0  # of a bar chart's line
_LABEL_MIN, _LABEL_PITCH, _LABEL_LINES = 8.5, 10.0, 2  # a longer name takes two lines of this size
_LINE, _TALL, _THICK, _THIN = 19.0, 25.0, 7.0, 4.0  # a line of bars, one of a long name, its two bars
_PALE, _PALE_INK = 0.62, 0.4
_LINES_TOGETHER = 12  # a chart of so many lines is not parted
_SWATCH = 7.0
_PLOT, _STOCK = 84.0, 56.0  # heights of the two plots of a trend
_AXIS = 16.0  # below them, for the days
_COLUMN_SHARE = 0.32  # of a span, each of the two columns
_DOT = 2.0
_HEAD_ROOM = 14.0  # over the highest, for its number
_LABELS_MIN = 34.0  # points between two days that are written


def set_bars(composer: Composer, chart: BarChart) -> None:
    """Line by line; a page that is full goes on overleaf under the same title."""
    if not chart.lines:
        return
    top = max(max(line.value, line.beside) for line in chart.lines) or 1
    legend = ((chart.legend[0], 0.0), (chart.legend[1], _PALE))
    height = _TALL if any(_is_long(composer, line) for line in chart.lines) else _LINE
    note = _TITLE_PITCH if chart.note else 0.0
    composer.need(_BEFORE + _TITLE_PITCH + min(len(chart.lines), _LINES_TOGETHER) * height + note)
    composer.y += _BEFORE
    _title(composer, chart.title, legend)
    for line in chart.lines:
        if composer.room < height:
            composer.turn()
            _title(composer, chart.title, legend)
        _bar(composer, line, top, height)
        composer.y += height
    if chart.note:
        composer.write(
            composer.cut.left + composer.cut.measure * _LABEL_SHARE,
            composer.y + _TITLE_PITCH / 2,
            chart.note,
            Type(Face.SONG, _SMALL),
        )
    composer.y += note + _AFTER


def set_trend(composer: Composer, chart: TrendChart) -> None:
    """Two plots over one another, never parted."""
    if not chart.points:
        return
    composer.need(_BEFORE + _TITLE_PITCH + _PLOT + _TITLE_PITCH + _STOCK + _AXIS)
    composer.y += _BEFORE
    received, ended, stock = chart.legend
    _title(composer, chart.title, ((received, 0.0), (ended, _PALE)))
    _columns(composer, chart.points)
    composer.y += _PLOT + _AXIS / 2
    composer.write(composer.cut.left, composer.y + _TITLE_PITCH / 2, stock, Type(Face.SONG, _SMALL))
    composer.y += _TITLE_PITCH
    _stock(composer, chart.points)
    composer.y += _STOCK
    _days(composer, chart.points)
    composer.y += _AXIS + _AFTER


def _title(composer: Composer, title: str, legend: tuple[tuple[str, float], ...]) -> None:
    """The title on the left, what the greys mean on the right."""
    cut, middle = composer.cut, composer.y + _TITLE_PITCH / 2
    composer.write(cut.left, middle, title, Type(Face.BOLD, _TITLE))
    x = cut.right
    for text, grey in reversed(legend):
        width = composer.faces.width(text, Face.SONG) * _SMALL
        composer.write(x - width, middle, text, Type(Face.SONG, _SMALL))
        x -= width + _SWATCH + 4
        composer.put(Bar(x, middle - _SWATCH / 2, _SWATCH, _SWATCH, grey))
        x -= 14
    composer.y += _TITLE_PITCH


def _bar(composer: Composer, line: BarLine, top: int, height: float) -> None:
    cut, middle = composer.cut, composer.y + height / 2
    left = cut.left + cut.measure * _LABEL_SHARE
    room = cut.right - left - _NUMBER_ROOM
    _label(composer, line, (left - _LABEL_GAP, middle))
    y = middle - (_THICK + _THIN) / 2
    composer.put(Bar(left, y, max(0.6, room * line.value / top), _THICK))
    if line.beside:
        composer.put(Bar(left, y + _THICK, room * line.beside / top, _THIN, _PALE))
    kind = Type(_face(line), _SIZE)
    end = left + room * max(line.value, line.beside) / top + 5
    composer.write(end, middle, str(line.value), kind)
    if line.beside:
        end += composer.faces.width(str(line.value), kind.face) * kind.size + 6
        composer.write(end, middle, str(line.beside), Type(Face.SONG, _SMALL), grey=_PALE_INK)
    composer.rule_down(left, composer.y, composer.y + height, 0.5)


def _label(composer: Composer, line: BarLine, end: tuple[float, float]) -> None:
    """A name, ending at a point: smaller where it must be, in two lines where it is long; never cut."""
    face, room = _face(line), _label_room(composer)
    lines, size = [line.label], _fitting(composer, line)
    if size < _LABEL_MIN:
        lines, size = composer.balanced(line.label, face, _LABEL_MIN, room), _LABEL_MIN
        if len(lines) > _LABEL_LINES:  # no place is called like that; it is set as small as it must be
            lines, size = [line.label], _fitting(composer, line)
    for number, text in enumerate(lines):
        middle = end[1] + (number - (len(lines) - 1) / 2) * _LABEL_PITCH
        composer.write(end[0], middle, text, Type(face, size), align=1.0)


def _is_long(composer: Composer, line: BarLine) -> bool:
    return _fitting(composer, line) < _LABEL_MIN


def _fitting(composer: Composer, line: BarLine) -> float:
    """The size at which a name fits into one line."""
    return min(_SIZE, _label_room(composer) / max(1.0, composer.faces.width(line.label, _face(line))))


def _label_room(composer: Composer) -> float:
    return composer.cut.measure * _LABEL_SHARE - _LABEL_GAP


def _face(line: BarLine) -> Face:
    return Face.BOLD if line.strong else Face.SONG


def _columns(composer: Composer, points: tuple[TrendPoint, ...]) -> None:
    """What came and what ended, with their numbers; where these are too long only with the highest."""
    top = max(max(point.received, point.ended) for point in points) or 1
    floor, high = composer.y + _PLOT, _PLOT - _HEAD_ROOM
    column = _span(composer, 0, len(points))[1] * _COLUMN_SHARE
    fits = (column - 1) / composer.faces.width(str(top), Face.SONG)
    size = min(_OVER_COLUMNS, fits)
    composer.rule(floor, 0.5)
    is_told = False
    for at, point in enumerate(points):
        start, width = _span(composer, at, len(points))
        for number, (value, grey) in enumerate(((point.received, 0.0), (point.ended, _PALE))):
            x = start + width * (0.5 - _COLUMN_SHARE) + number * column
            height = high * value / top
            if value:
                composer.put(Bar(x, floor - height, column, height, grey))
            all_are = size >= _OVER_COLUMNS_MIN
            if value and (all_are or (value == top and not is_told)):
                kind = Type(Face.SONG, size if all_are else _SMALL)
                composer.write(x + column / 2, floor - height - 5, str(value), kind, align=0.5)
                is_told = is_told or value == top


def _stock(composer: Composer, points: tuple[TrendPoint, ...]) -> None:
    """A line from nought; its first, last and highest point with their numbers."""
    top = max(point.stock for point in points) or 1
    floor, high = composer.y + _STOCK, _STOCK - _HEAD_ROOM
    composer.rule(floor, 0.5)
    spots: list[tuple[float, float]] = []
    for at, point in enumerate(points):
        start, width = _span(composer, at, len(points))
        spots.append((start + width / 2, floor - high * point.stock / top))
    if len(spots) > 1:
        composer.put(Stroke(tuple(spots), 1.2))
    highest = max(range(len(points)), key=lambda at: points[at].stock)
    for at, (x, y) in enumerate(spots):
        composer.put(Disc(x, y, _DOT, filled=True))
        if at in (0, highest, len(points) - 1):
            composer.write(x, y - 8, str(points[at].stock), Type(Face.SONG, _SMALL), align=0.5)


def _days(composer: Composer, points: tuple[TrendPoint, ...]) -> None:
    """As many days as are readable beside one another, counted back from the last."""
    _start, width = _span(composer, 0, len(points))
    every = max(1, -int(-_LABELS_MIN // width))
    for at, point in enumerate(points):
        if (len(points) - 1 - at) % every == 0:
            x = _span(composer, at, len(points))[0] + width / 2
            composer.write(x, composer.y + _AXIS / 2, point.label, Type(Face.SONG, _SMALL), align=0.5)


def _span(composer: Composer, at: int, count: int) -> tuple[float, float]:
    """Where a span begins, and how wide it is."""
    width = composer.cut.measure / count
    return composer.cut.left + at * width, width
