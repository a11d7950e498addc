"""Every sentence of the counter and the wall is there, and none is there for nobody."""

import re
from pathlib import Path

import pytest

from cases.texts import Texts

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("room", "prefix"), [("counter", "counter"), ("counter", "counter_desk"), ("hall_display/wall", "wall")]
)
def test_every_key_is_in_the_catalogue_and_every_sentence_is_used(
    texts: Texts, room: str, prefix: str
) -> None:
    files = [path for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".qml")]
    code = "\n".join(path.read_text("utf-8") for path in files)
    named = set(re.findall(rf'"({prefix}(?:\.[a-z_]+)+)"', code))
    assert named - texts.keys == set()
    # f"wall.kpi.{kpi}.name" uses every sentence of that shape; the rest of `counter.{why}` is queue_order's.
    built = {*re.findall(rf'"({prefix}\.(?:[a-z0-9_.]|\{{[^{{}}"]*\}})+)"', code), f"{prefix}.why.{{}}"}
    shapes = [re.compile(r"[a-z0-9_]+".join(map(re.escape, re.split(r"\{[^}]*\}", key)))) for key in built]
    own = {key for key in texts.keys if key.startswith(f"{prefix}.")}
    assert {key for key in own - named if not any(shape.fullmatch(key) for shape in shapes)} == set()
