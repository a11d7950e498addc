"""Every sentence of the counter and the wall is there, and none is there for nobody."""

import re
from pathlib import Path

import pytest

from cases.texts import Texts

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("room", "prefix"), [("counter", "counter"), ("counter", "counter_desk"), ("hall_display", "wall")]
)
def test_every_key_is_in_the_catalogue_and_every_sentence_is_used(
    texts: Texts, room: str, prefix: str
) -> None:
    files = [path for path in (ROOT / room).iterdir() if path.suffix in (".py", ".qml")]
    code = "\n".join(path.read_text("utf-8") for path in files)
    named = set(re.findall(rf'"({prefix}(?:\.[a-z_]+)+)"', code))
    assert named - texts.keys == set()
    # f"counter.clock.{kind}" uses every sentence that begins so; the rest of `counter.{why}` is queue_order's.
    begun = {*re.findall(rf'"({prefix}\.[a-z_]+\.[a-z_]*)\{{', code), f"{prefix}.why."}
    own = {key for key in texts.keys if key.startswith(f"{prefix}.")}
    assert {key for key in own - named if not key.startswith(tuple(begun))} == set()
