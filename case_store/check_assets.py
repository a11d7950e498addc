"""`python -m case_store.check_assets`: every policy and text file is read; the first mistake names file and key."""

import sys
from pathlib import Path

from case_store.policy_files import load_policy, load_texts
from cases.policy.policy_file import PolicyError

ASSETS = Path(__file__).parents[1] / "assets"


def check(assets_dir: Path) -> str | None:
    """None when policy and texts can be used, else the operator's sentence."""
    try:
        load_policy(assets_dir)
        load_texts(assets_dir)
    except PolicyError as error:
        return str(error)
    return None


def main(assets_dir: Path = ASSETS) -> int:
    """1 when something is wrong, told on stderr."""
    mistake = check(assets_dir)
    if mistake is not None:
        print(mistake, file=sys.stderr)
    return int(mistake is not None)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
