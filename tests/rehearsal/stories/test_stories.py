"""The four cases of the article, end to end; `python -m tests.rehearsal stories` prints what happens in them."""

from pathlib import Path

import pytest

from tests.rehearsal.stories import land_contract, neighbour_noise, overdue_petition, unpaid_wages
from tests.rehearsal.stories.story_hall import story_hall

STORIES = {"A": neighbour_noise, "B": unpaid_wages, "C": land_contract, "D": overdue_petition}


@pytest.mark.parametrize("letter", STORIES)
async def test_a_case_of_the_article_goes_as_the_article_tells_it(letter: str, tmp_path: Path) -> None:
    told = STORIES[letter]
    async with story_hall(tmp_path, told.TITLE, told.FIRST_DAY, told.PEOPLE) as hall:
        await told.play(hall)
