"""A citizen's browser, as far as the pages need one."""

import re
from dataclasses import dataclass
from html import unescape

import httpx2

from tests.case_store.test_citizen_pages import Words


@dataclass
class Phone:
    """A browser without script: it follows links, fills forms, and has an address of its own."""

    http: httpx2.AsyncClient
    page: str = ""
    at: str = "/"
    status: int = 0

    async def go(self, to: str) -> Words:
        return self._seen(await self.http.get(to))

    async def press(self, words: str, **typed: str) -> Words:
        """Press a button; hidden fields and what stands in the others go with it."""
        form = next(f for f in re.findall(r"<form.*?</form>", self.page, re.DOTALL) if words in f)
        action = re.search(r'<form[^>]* action="([^"]*)"', form)
        fields = {
            name: unescape(value)
            for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', form)
        }
        pressed = re.search(rf'<button[^>]*name="(\w+)" value="(\w+)">{words}', form)
        fields |= {pressed[1]: pressed[2]} if pressed else {}
        to = str(httpx2.URL(f"http://page{self.at}").join(action[1] if action else "")).removeprefix(
            "http://page"
        )
        return self._seen(await self.http.post(to or self.at, data=fields | typed))

    def _seen(self, answer: httpx2.Response) -> Words:
        self.page, self.status = answer.text, answer.status_code
        self.at = answer.url.path
        return Words(answer.text)
