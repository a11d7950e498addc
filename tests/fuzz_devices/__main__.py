"""`make fuzz-devices`, or `python -m tests.fuzz_devices scanner --runs 10000000`: one parser after the other.

Needs the dependency group `fuzz` (Atheris). Exit code 1 when a parser did what none may; the input stands in
build/fuzz_devices/<parser>/.
"""

import argparse
import subprocess
import sys
from pathlib import Path

DISK = Path(__file__).parents[2] / "build" / "fuzz_devices"
RUNS = 10_000_000
INPUT_BYTES_MAX = 4096


def main() -> int:
    """Each parser in a process of its own: libFuzzer ends its process."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parsers", nargs="*")
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--in-this-process", action="store_true")
    told = asked.parse_args()
    if told.in_this_process:
        _fuzz(told.parsers[0], told.runs)
    return _each(told.parsers, told.runs)


def _each(wanted: list[str], runs: int) -> int:
    from tests.fuzz_devices.parsers import PARSERS  # noqa: PLC0415  Atheris must see its import, in the child

    broken = []
    for parser in wanted or PARSERS:
        print(f"{parser} …", file=sys.stderr)
        command = [
            sys.executable,
            "-m",
            "tests.fuzz_devices",
            parser,
            "--runs",
            str(runs),
            "--in-this-process",
        ]
        if subprocess.run(command, check=False).returncode != 0:
            broken.append(parser)
    if broken:
        print(f"broken: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def _fuzz(parser: str, runs: int) -> None:
    import atheris  # type: ignore[import-untyped]  # noqa: PLC0415  only this long run needs it

    with atheris.instrument_imports(include=["devices", "cases"]):
        from tests.fuzz_devices.parsers import CHECK_EVERY, PARSERS, seeds  # noqa: PLC0415  as above

    corpus = DISK / parser
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(parser)):
        (corpus / f"seed-{number}").write_bytes(seed)
    played, count = PARSERS[parser], 0

    def one(data: bytes) -> None:
        nonlocal count
        count += 1
        played(data, is_checked=count % CHECK_EVERY == 0)

    prefix = f"-artifact_prefix={corpus}/broken-"
    options = [f"-runs={runs}", f"-max_len={INPUT_BYTES_MAX}", "-print_final_stats=1", prefix, str(corpus)]
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
