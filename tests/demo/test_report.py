"""The report of the headless story: for a machine and for a person."""

import json
from pathlib import Path

from demo.report import Report


def test_a_report_holds_only_when_something_was_checked_and_all_of_it_held(tmp_path: Path) -> None:
    report = Report()
    assert not report.ok
    report.check("给了号", True, "A001")
    assert report.ok
    report.check("打了纸", False, "没有 | 出来\n两行")
    with report.timed("一步"):
        pass
    assert not report.ok
    report.write(tmp_path)
    facts = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [set(check) for check in facts["checks"]] == [{"name", "ok", "detail"}] * 2
    assert set(facts["timings"]) == {"一步"}
    readable = (tmp_path / "report.md").read_text("utf-8")
    assert "| 打了纸 | **不成立** | 没有 \\| 出来 两行 |" in readable
