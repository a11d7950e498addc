"""The virtual list: only what is looked at is fetched, and what is shown stays until its page has come anew."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from counter.lists.paged_rows import PAGE, PAGES_KEPT, PagedRows
from screenkit import grab
from screenkit.window import make_app

ROLE = int(Qt.ItemDataRole.UserRole) + 1
TOTAL = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    word: str = "…"


def lines(page: int, said: str = "row") -> list[Line]:
    return [Line(word=f"{said} {page * PAGE + n}") for n in range(PAGE)]


def model() -> PagedRows[Line]:
    make_app()
    made: PagedRows[Line] = PagedRows(Line())
    made.start(TOTAL, lines(0))
    return made


def said(rows: PagedRows[Line], index: int) -> object:
    return rows.data(rows.index(index, 0), ROLE)


def test_a_row_that_is_not_there_yet_is_a_placeholder_and_its_page_is_wanted() -> None:
    rows, asked = model(), list[int | None]()
    rows.wanted.connect(lambda: asked.append(rows.next_wanted()))
    assert (rows.rowCount(), said(rows, 3), said(rows, 40_000)) == (TOTAL, "row 3", "…")
    grab.wait_until(lambda: asked == [40_000 // PAGE], what="the question")
    rows.put(40_000 // PAGE, TOTAL, lines(40_000 // PAGE))
    assert said(rows, 40_000) == "row 40000"
    assert rows.next_wanted() is None


def test_whoever_scrolls_fast_gets_the_page_where_they_are_first() -> None:
    rows = model()
    for page in (10, 20, 30, 40):
        said(rows, page * PAGE)
    wanted = []
    while (page_wanted := rows.next_wanted()) is not None:
        wanted.append(page_wanted)
        rows.put(page_wanted, TOTAL, lines(page_wanted))
    assert wanted == [40, 30, 20]  # the first is far behind


def test_old_pages_are_let_go() -> None:
    rows = model()
    for page in range(PAGES_KEPT + 5):
        rows.put(page, TOTAL, lines(page))
    assert said(rows, 0) == "…"
    assert said(rows, (PAGES_KEPT + 4) * PAGE) != "…"


def test_looking_again_keeps_the_words_until_the_new_ones_come() -> None:
    rows = model()
    rows.look_again()
    assert said(rows, 3) == "row 3"
    assert rows.next_wanted() == 0
    rows.put(0, TOTAL, lines(0, "new"))
    assert said(rows, 3) == "new 3"


def test_a_list_that_grew_or_shrank_says_so() -> None:
    rows, counts = model(), list[int]()
    rows.countChanged.connect(lambda: counts.append(rows.rowCount()))
    rows.put(0, TOTAL + 2, lines(0))
    rows.put(0, 7, lines(0)[:7])
    rows.start(0, [])
    assert counts == [TOTAL + 2, 7, 0]
