"""`make fuzz-devices`, or `python -m tests.fuzz_devices scanner keypad --inputs 10000000`: one parser after the other.

Needs the dependency group `fuzz` (Atheris). Exit code 1 when a parser did what none may; the input stands beside the
corpus in build/fuzz_devices/<parser>/, and `--replay FILE` plays it alone. What was run: build/fuzz_devices.json.
"""

import argparse
import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import structlog

BUILD = Path(__file__).parents[2] / "build"
DISK = BUILD / "fuzz_devices"
INPUTS = 10_000_000
RSS_MB_MAX = 600  # Python, fonts and a corpus are 150; a parser that keeps what it hears passes this soon
ONE_INPUT_S_MAX = 20


def main() -> int:
    """Each parser in a process of its own: libFuzzer ends its process."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz_devices", description=__doc__)
    asked.add_argument("parsers", nargs="*")
    asked.add_argument("--inputs", type=int, default=INPUTS, help="for each parser")
    asked.add_argument(
        "--seconds", type=int, default=0, help="at most, for each parser; 0: as long as it takes"
    )
    asked.add_argument("--replay", type=Path, help="one input, without Atheris")
    asked.add_argument("--in-this-process", action="store_true", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.in_this_process:
        _fuzz(told.parsers[0], told.inputs, told.seconds)
    if told.replay:
        return _replay(told.parsers[0], told.replay)
    return _each(told.parsers, told.inputs, told.seconds)


def _each(wanted: list[str], inputs: int, seconds: int) -> int:
    from tests.fuzz_devices.parsers import PARSERS  # noqa: PLC0415  Atheris must see its import, in the child

    broken, run = [], {}
    DISK.mkdir(parents=True, exist_ok=True)
    for name in wanted or PARSERS:
        given = ["--inputs", str(inputs), "--seconds", str(seconds), "--in-this-process"]
        log = DISK / f"{name}.log"
        with log.open("wb") as said:
            command = [sys.executable, "-m", "tests.fuzz_devices", name, *given]
            is_well = subprocess.run(command, check=False, stderr=said, stdout=said).returncode == 0
        run[name] = _figures(log.read_text("utf-8", "replace")) | {"is_well": is_well}
        print(f"{name:18} {run[name]}", file=sys.stderr, flush=True)
        (BUILD / "fuzz_devices.json").write_text(json.dumps(run, indent=1))
        if not is_well:
            broken.append(name)
    if broken:
        print(f"broken: {', '.join(broken)}: see {DISK}/*.log", file=sys.stderr)
    return 1 if broken else 0


def _figures(said: str) -> dict[str, int]:
    """libFuzzer's own last words."""
    named = {"number_of_executed_units": "inputs", "average_exec_per_sec": "per_s", "peak_rss_mb": "rss_mb"}
    found = dict(re.findall(r"stat::(\w+):\s+(\d+)", said))
    return {ours: int(found[theirs]) for theirs, ours in named.items() if theirs in found}


def _fuzz(name: str, inputs: int, seconds: int) -> None:
    import atheris  # type: ignore[import-untyped]  # noqa: PLC0415  only this long run needs it

    with atheris.instrument_imports(include=["devices", "printing", "cases", "wave", "tomllib"]):
        from tests.fuzz_devices.parser import CHECK_EVERY  # noqa: PLC0415  as above
        from tests.fuzz_devices.parsers import PARSERS  # noqa: PLC0415  as above

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    parser, corpus, count = PARSERS[name], DISK / name, 0
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(parser.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        nonlocal count
        count += 1
        parser.play(data, is_checked=count % CHECK_EVERY == 0)

    options = {
        "runs": inputs,
        "max_total_time": seconds,
        "max_len": parser.bytes_max,
        "rss_limit_mb": RSS_MB_MAX,
        "timeout": ONE_INPUT_S_MAX,
        "print_final_stats": 1,
        "artifact_prefix": f"{DISK / name}-broken-",
    }
    atheris.Setup([sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(corpus)], one)
    atheris.Fuzz()


def _replay(name: str, file: Path) -> int:
    from tests.fuzz_devices.parsers import PARSERS  # noqa: PLC0415  as above

    PARSERS[name].play(file.read_bytes(), is_checked=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
