"""`python -m case_store.check_assets`: every policy and text file is read; the first mistake names file and key."""

import sys
from pathlib import Path

from case_store.policy_files import load_policy, load_texts
from cases.policy_file import PolicyError

ASSETS = Path(__file__).parents[1] / "assets"


def check(assets_dir: Path) -> str | None:
    """None when policy and texts can be used, else the operator's sentence."""
    try:
        load_policy(assets_dir)
        load_texts(assets_dir)
    except PolicyError as error:
        return str(error)
    return None


def main(arguments: list[str]) -> int:
    """Check assets/, or the folder that is named. 1 when something is wrong."""
    mistake = check(Path(arguments[0]) if arguments else ASSETS)
    if mistake is not None:
        print(mistake, file=sys.stderr)
    return int(mistake is not None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
