"""The stories by their letter, and one of them told to its end."""

import asyncio
import tempfile
from pathlib import Path
from types import ModuleType

from tests.rehearsal.stories import land_contract, neighbour_noise, overdue_petition, unpaid_wages
from tests.rehearsal.stories.story_hall import story_hall

STORIES: dict[str, ModuleType] = {
    "A": neighbour_noise,
    "B": unpaid_wages,
    "C": land_contract,
    "D": overdue_petition,
}


async def tell(letter: str, folder: Path) -> str:
    """Its protocol. Raises AssertionError where anything is not as the story says."""
    told = STORIES[letter]
    async with story_hall(folder, told.TITLE, told.FIRST_DAY, told.PEOPLE) as hall:
        await told.play(hall)
        return hall.protocol.text()


def tell_all(pages: Path | None) -> None:
    """Print all of them; `pages`: a folder that keeps a page of each."""
    for letter in STORIES:
        with tempfile.TemporaryDirectory(prefix="story-") as folder:
            page = asyncio.run(tell(letter, Path(folder)))
        print(page)
        if pages is not None:
            pages.mkdir(parents=True, exist_ok=True)
            (pages / f"{letter}.md").write_text(page, "utf-8")
