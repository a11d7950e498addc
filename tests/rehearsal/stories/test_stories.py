"""The four cases of the article, end to end; `python -m tests.rehearsal stories` prints what happens in them."""

from pathlib import Path

from tests.rehearsal.stories.told import tell

SAYS = {  # a line of each page that its story stands for
    "A": "批量销号：口头化解",
    "B": "登记表 ✗ 金额",
    "C": "上门/调解预约 ✗",
    "D": "办结红灯，超1工作日，至09-07",
}


async def test_the_cases_of_the_article_go_as_the_article_tells_them(tmp_path: Path) -> None:
    pages = await tell(tmp_path)
    assert {letter for letter, line in SAYS.items() if line in pages[letter]} == set(SAYS)
