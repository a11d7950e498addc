"""The arithmetic that the benchmark table rests on."""

import json
from pathlib import Path

from tests.bench.measure import at_least_ratio, at_most, percentile, table, write


def test_the_nearest_rank_is_a_sample_that_was_seen() -> None:
    assert percentile([5, 1, 3], 50) == 3
    assert percentile(list(range(1, 101)), 99) == 99
    assert percentile([7], 99) == 7


def test_a_goal_on_a_ratio_looks_at_the_ratio_only(tmp_path: Path) -> None:
    slow = at_least_ratio("store.appends", 300, "1/s", 1000, 0.4)
    quick = at_most("kiosk.touch", 12, "ms", 50)
    assert (slow.ok, slow.ratio) == (False, 0.3)
    assert (quick.ok, quick.ratio) == (True, None)
    assert "NO" in table([slow, quick])
    write([slow, quick], tmp_path / "build" / "bench.json")
    keys = {"name", "value", "unit", "beside", "ratio", "goal", "ok"}
    assert [set(r) for r in json.loads((tmp_path / "build" / "bench.json").read_text())] == [keys, keys]
