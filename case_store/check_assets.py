"""`python -m case_store.check_assets`: every policy and text file is read; the first mistake names file and key.

A year whose notice is missing is said, but no mistake: its days are counted by weekends until the notice comes.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

from case_store.clock import SystemClock
from case_store.policy_files import POLICY_FOLDER, load_policy, load_texts, read_files
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.policy.policy_revision import checked_policy

ASSETS = Path(__file__).parents[1] / "assets"


def check(assets_dir: Path, today: date) -> str | None:
    """None when policy and texts can be used today and on the first day of every later version.

    Otherwise the operator's sentence.
    """
    try:
        checked_policy(read_files(assets_dir / POLICY_FOLDER), day=today, demo=False)
        load_texts(assets_dir)
    except PolicyError as error:
        return str(error)
    return None


def missing_notices(assets_dir: Path, today: date) -> tuple[str, ...]:
    """A sentence for each year without a notice that a limit begun by today may reach. Raises PolicyError."""
    policy, texts = load_policy(assets_dir, day=today), load_texts(assets_dir)
    years = policy.calendar.missing_years((today + _longest_limit(policy)).year)
    return tuple(texts.get("deadlines.calendar.missing", year=year) for year in years)


def main(assets_dir: Path = ASSETS, today: date | None = None) -> int:
    """1 when something is wrong, told on stderr; a missing notice is told there too, and is 0."""
    today = today or hall_date(SystemClock().now())
    mistake = check(assets_dir, today)
    for sentence in missing_notices(assets_dir, today) if mistake is None else (mistake,):
        print(sentence, file=sys.stderr)
    return int(mistake is not None)


def _longest_limit(policy: Policy) -> timedelta:
    limits = policy.deadlines
    return timedelta(days=limits.petition_close_calendar_days + limits.petition_extension_calendar_days)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ASSETS))
