"""The four cases of the article, end to end; `python -m tests.rehearsal stories` prints what happens in them."""

from pathlib import Path

import pytest

from tests.rehearsal.stories.told import STORIES, tell

SAYS = {  # a line of each protocol that its story stands for
    "A": "批量销号：口头化解",
    "B": "登记表 ✗ 金额",
    "C": "上门/调解预约 ✗",
    "D": "办结红灯，超1工作日，至09-07",
}


@pytest.mark.parametrize("letter", STORIES)
async def test_a_case_of_the_article_goes_as_the_article_tells_it(letter: str, tmp_path: Path) -> None:
    page = await tell(letter, tmp_path)
    assert SAYS[letter] in page
