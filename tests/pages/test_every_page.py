"""Every page in every state is small, whole, and loads nothing: no browser is needed to say so."""

import re
from typing import get_args

import pytest

from case_store.citizen_pages.rendering import AnyPage, PageRenderer
from tests.pages.every_page import every_page

PAGE_BYTES_MAX = 50_000
RENDERER = PageRenderer()
PAGES = {name: RENDERER.render(page) for name, page in every_page().items()}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_at_most_50_kb_and_loads_nothing(name: str) -> None:
    html = PAGES[name]
    assert len(html.encode()) <= PAGE_BYTES_MAX
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html), "no handler in an attribute"
    assert not re.search(r"\sstyle=", html)
    loads = re.findall(r'<(?:link|img|iframe|source)[^>]*(?:href|src)="([^"]*)"', html)
    assert loads == ["data:,"], "one icon, empty; no third party"
    elsewhere = [url for url in re.findall(r'(?:href|action)="([^"]*)"', html) if "//" in url]
    assert elsewhere == []


def test_every_kind_of_page_is_among_them() -> None:
    assert {type(page) for page in every_page().values()} == set(get_args(AnyPage))


def test_a_centre_is_called_and_found_on_the_map_with_a_finger() -> None:
    told = re.findall(r'href="((?:tel|geo):[^"]*)"', PAGES["centre-told"])
    assert told[:2] == ["tel:0475-0000001", "geo:43.65,122.24"]


def test_nobody_else_learns_anything() -> None:
    headers = RENDERER.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
