"""Full lines, as the body of a notice is set: nothing lost, nothing too wide, the marks where they belong."""

from hypothesis import example, given
from hypothesis import strategies as st

from printing.thermal.line_breaks import NO_LINE_END, NO_LINE_START, fill_lines

WORDS = st.text("请到受理区等候看办几步骤，。：、（）《》0479 aB-", max_size=120)


@given(WORDS, st.integers(4, 28), st.booleans())
@example("0000000000、", 8, False)
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int, indented: bool) -> None:
    indent = 2.0 if indented else 0.0
    lines = fill_lines(text, width, len, first_indent=indent)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for number, line in enumerate(lines):
        room = width - (0 if number else indent)
        assert len(line) <= room or marks_only(line[int(room) :])


def marks_only(rest: str) -> bool:
    """A mark may hang where nothing before it could go along."""
    return set(rest) <= NO_LINE_START | {" "}


@given(st.text("请到受理区等候看办几步骤，。：、（）", max_size=120))
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str) -> None:
    lines = fill_lines(text, 14, len)
    for line in lines[1:]:
        assert line[0] not in NO_LINE_START or len(line) >= 7  # only a run of marks longer than a line
    for line in lines[:-1]:
        assert line[-1] not in NO_LINE_END or set(line) <= NO_LINE_END | NO_LINE_START


def test_lines_are_full() -> None:
    assert fill_lines("科" * 26 + "科" * 56, 28, len, first_indent=2) == ["科" * 26, "科" * 28, "科" * 28]


def test_a_last_line_is_never_a_lone_character() -> None:
    assert fill_lines("请到一楼东侧受理区等候吧。", 12, len) == ["请到一楼东侧受理区等", "候吧。"]


def test_a_number_keeps_what_it_counts() -> None:
    assert fill_lines("于2026年11月23日受理", 10, len) == ["于2026年11月", "23日受理"]
