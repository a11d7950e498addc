"""What the headless story found: checks and timings, for a machine and for a person."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence that held or did not, and what was seen."""

    name: str
    ok: bool
    detail: str


@dataclass(slots=True)
class Report:
    """Grows while the story is played."""

    checks: list[Check] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)  # milliseconds

    def check(self, name: str, ok: bool, detail: object = "") -> bool:
        """Note a check; the story goes on, so that one failure does not hide the next."""
        self.checks.append(Check(name, bool(ok), str(detail)))
        return bool(ok)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note how long a step took."""
        start = time.perf_counter()
        yield
        self.timings[name] = round((time.perf_counter() - start) * 1000, 1)

    @property
    def ok(self) -> bool:
        """Whether there were checks and every one held."""
        return bool(self.checks) and all(check.ok for check in self.checks)

    def write(self, folder: Path) -> None:
        """report.json and report.md."""
        facts = {"checks": [asdict(check) for check in self.checks], "timings": self.timings}
        (folder / "report.json").write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")
        (folder / "report.md").write_text(self._readable(), "utf-8")

    def _readable(self) -> str:
        held = sum(check.ok for check in self.checks)
        lines = [
            "# 平安大厅：演示报告",
            "",
            f"{len(self.checks)} 项检查，{held} 项成立，{len(self.checks) - held} 项不成立。",
            "",
            "| 检查 | 结果 | 所见 |",
            "|---|---|---|",
        ]
        lines += [
            f"| {c.name} | {'成立' if c.ok else '**不成立**'} | {_cell(c.detail)} |" for c in self.checks
        ]
        lines += ["", "| 步骤 | 毫秒 |", "|---|---:|"]
        lines += [f"| {name} | {ms:.1f} |" for name, ms in self.timings.items()]
        return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
