"""The stories by their letter, told one after the other in one hall's year."""

import asyncio
import tempfile
from pathlib import Path
from types import ModuleType

from tests.rehearsal.stories import land_contract, neighbour_noise, overdue_petition, unpaid_wages
from tests.rehearsal.stories.story_hall import story_hall

STORIES: dict[str, ModuleType] = {  # in the order of their days
    "A": neighbour_noise,
    "B": unpaid_wages,
    "D": overdue_petition,
    "C": land_contract,
}


async def tell(folder: Path) -> dict[str, str]:
    """A page of each. Raises AssertionError where anything is not as the story says."""
    pages: dict[str, str] = {}
    async with story_hall(folder, neighbour_noise.FIRST_DAY) as hall:
        for letter, told in STORIES.items():
            hall.begin(told.TITLE, told.PEOPLE)
            await told.play(hall)
            pages[letter] = hall.protocol.text()
        assert await hall.end() > len(STORIES)
    return pages


def tell_all(kept: Path | None) -> None:
    """Print all of them; `kept`: a folder that keeps the pages."""
    with tempfile.TemporaryDirectory(prefix="stories-") as folder:
        pages = asyncio.run(tell(Path(folder)))
    for letter, page in sorted(pages.items()):
        print(page)
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            (kept / f"{letter}.md").write_text(page, "utf-8")
