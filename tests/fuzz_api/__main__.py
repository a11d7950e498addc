"""`python -m tests.fuzz_api [EXAMPLES]`: the long run; build/fuzz_api.json; 1 when it found something."""

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz_api.fuzz import ENDS_SESSIONS, fuzz, is_let_in, operations
from tests.fuzz_api.ground import places

EXAMPLES = 200
REPORT = Path("build") / "fuzz_api.json"


def main(examples: int) -> int:
    """Tells what it found, operation by operation."""
    begun, found, asked = time.monotonic(), list[str](), 0
    with tempfile.TemporaryDirectory() as folder, places(Path(folder), "hall", "centre") as served:
        for place in served:
            for operation in operations(place):
                if operation.path in ENDS_SESSIONS:
                    continue
                who = [name for name in place.who if is_let_in(place, name, operation)]
                wrong = fuzz(place, operation, examples, who)
                asked += examples
                if wrong:
                    found.append(f"{place.name}: {wrong}")
                print(f"{place.name} {operation.name}: {wrong or 'held'}", flush=True)
    REPORT.parent.mkdir(exist_ok=True)
    report = {"questions": asked, "seconds": round(time.monotonic() - begun), "found": found}
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    print(f"{asked} questions at most, {report['seconds']} s, {len(found)} operations do not hold")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES))
