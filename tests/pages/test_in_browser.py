"""Every page in a real browser: no barrier that axe-core finds, in light and dark; nothing is cut or scrolls sideways.

axe-core comes by `make axe` (npm, for tests only). Pictures are kept where PAGES_PICTURES names a folder.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.chromium import Telephone, browser, serving, telephone
from tests.pages.test_every_page import PAGES, RENDERER

AXE = Path(__file__).parents[2] / ".tools/axe/node_modules/axe-core/axe.min.js"
WIDTHS = (320, 390, 768)
needs_browser = pytest.mark.skipif(browser() is None, reason="no chromium here: `make setup` brings it in")
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="no axe-core here: `make axe` fetches it with npm")
TOO_WIDE = """
(() => {
  const wide = innerWidth + 0.5, seen = [];
  if (document.documentElement.scrollWidth > innerWidth) seen.push('the page scrolls');
  for (const one of document.querySelectorAll('main *, header')) {
    const box = one.getBoundingClientRect();
    if (box.width && (box.right > wide || box.left < -0.5) && !one.closest('.trap'))
      seen.push(one.tagName + ' ' + one.className + ': ' + one.textContent.trim().slice(0, 20));
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && getComputedStyle(one).display !== 'inline'
        && !one.closest('.trap') && one.tagName !== 'TEXTAREA' && one.tagName !== 'INPUT' && one.tagName !== 'SELECT')
      seen.push('cut: ' + one.tagName + ' ' + one.className + ': ' + one.textContent.trim().slice(0, 20));
  }
  return seen;
})()
"""
BARRIERS = """
axe.run(document, {resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(found =>
  found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))
"""
COLOURS = """
axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'rule', values: ['color-contrast']}}).then(found =>
  found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))
"""
TURN = """(html => {
  document.documentElement.innerHTML = html;
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  scrollTo(0, 0);
})"""
LARGE = "document.documentElement.style.fontSize = '200%'"


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telephone]:
    """It stands on a page of ours with its headers; the others are put in its place, which is quicker than going there.

    What comes again by itself would come while it is looked at, so it does not.
    """
    with (
        serving(PAGES, RENDERER.headers) as url,
        telephone(tmp_path_factory.mktemp("browser") / "profile") as phone,
    ):
        yield phone.open(f"{url}/first")


def turn_to(phone: Telephone, name: str) -> None:
    """Another page, all of it to be seen."""
    html = re.sub(r"<meta http-equiv[^>]*>", "", PAGES[name])
    phone.tell(f"{TURN}({json.dumps(html)})")


@needs_browser
@needs_axe
def test_axe_finds_no_barrier_in_any_page_or_state_in_light_and_in_dark(phone: Telephone) -> None:
    found, looks = dict[str, list[str]](), set[frozenset[tuple[str, str]]]()
    phone.tell(AXE.read_text("utf-8"))
    for name in PAGES:
        phone.hold(390)
        turn_to(phone, name)
        found[name] = phone.tell(BARRIERS)
        look = frozenset(re.findall(r"<(\w+)[^>]*?(?:class=\"([^\"]*)\")?", PAGES[name]))
        if look not in looks:  # the same elements have the same colours
            phone.hold(390, dark=True)
            found[f"{name}, dark"] = phone.tell(COLOURS)
            looks.add(look)
    assert {name: barriers for name, barriers in found.items() if barriers} == {}


@needs_browser
@needs_axe
def test_a_barrier_and_a_wide_line_would_be_found(phone: Telephone) -> None:
    phone.tell(AXE.read_text("utf-8"))
    phone.hold(390)
    turn_to(phone, "message")
    phone.tell("document.querySelector('label').remove()")
    phone.tell("document.querySelector('h1').style.color = 'lightgray'")
    assert {"label", "color-contrast"} <= {line.partition(":")[0] for line in phone.tell(BARRIERS)}
    assert phone.tell(TOO_WIDE) == []
    phone.tell("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    phone.tell("document.querySelector('h1').textContent = 'A'.repeat(60)")
    assert phone.tell(TOO_WIDE) != []


@needs_browser
def test_no_page_is_wider_than_the_phone_at_any_width_or_with_letters_of_twice_the_size(
    phone: Telephone,
) -> None:
    wide = dict[str, list[str]]()
    for name in PAGES:
        turn_to(phone, name)
        for width in WIDTHS:
            phone.hold(width)
            wide[f"{name} at {width}"] = phone.tell(TOO_WIDE)
            _keep_picture(phone, f"{name}-{width}")
        _keep_picture(phone.hold(390, dark=True), f"{name}-dark")
        phone.hold(320).tell(LARGE)
        wide[f"{name} at 320, letters 200 %"] = phone.tell(TOO_WIDE)
        _keep_picture(phone, f"{name}-large")
        phone.tell(LARGE.replace("200%", ""))
    assert {name: what for name, what in wide.items() if what} == {}


@needs_browser
def test_on_paper_there_are_the_codes_and_no_buttons(phone: Telephone) -> None:
    phone.hold(768, medium="print")
    turn_to(phone, "kept")
    seen = phone.tell("document.body.innerText")
    assert "ZZ 150502000 261123 0017 24" in seen
    assert "004 711" in seen
    assert phone.tell("getComputedStyle(document.querySelector('a.primary')).display") == "none"


def _keep_picture(phone: Telephone, name: str) -> None:
    """For eyes."""
    if folder := os.environ.get("PAGES_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        phone.picture(Path(folder) / f"{name}.png")
