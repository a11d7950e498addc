"""A policy revision (制度修订): files of assets/policy as this hall has changed them; in force from the event on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.policy.policy import Policy, build_policy
from cases.policy.policy_file import PolicyError, parse_toml
from cases.policy.policy_versions import kind_of

FILES_MAX = 40
CHARS_MAX = 400_000  # of all files of one revision together
WHY_CHARS_MAX = 200
_OF_ONE_HALL = frozenset({"hall", "kiosk", "roster", "voice", "wall_notices"})
_IDENTITY = ("stream", "centre_code", "home_banner")  # what the log, case codes and numbers are built on


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRevised:
    """`files`: (name relative to assets/policy, whole text). A later revision of the same name replaces it."""

    files: tuple[tuple[str, str], ...]
    staff_id: str
    why: str = ""


def holds_below(name: str) -> bool:
    """Whether a file that the centre has revised holds in its halls, too: all but what describes one hall."""
    return kind_of(name) not in _OF_ONE_HALL


def laid_over(own: Mapping[str, str], revised: Mapping[str, str]) -> dict[str, str]:
    """The files that a hall works by: its own ones, and over them what it has revised."""
    return {**own, **revised}


def checked_policy(
    files: Mapping[str, str], *, day: date, demo: bool, before: Policy | None = None
) -> Policy:
    """The policy of a day, after every later version was tried on its first day too. Raises PolicyError.

    `before`: the policy that it replaces; what the log and the case codes are built on must stay.
    """
    policy = build_policy(files, day=day, demo=demo)
    for start in sorted(start for start in _starts(files) if start > day):
        build_policy(files, day=start, demo=demo)
    if before is not None:
        for key in _IDENTITY:
            if getattr(policy.hall, key) != getattr(before.hall, key):
                raise PolicyError("hall.toml", key, "案号和记录都按它编，开始使用后不能改")
    return policy


def _starts(files: Mapping[str, str]) -> set[date]:
    """The days on which a version begins; every file has been parsed before."""
    tables = (parse_toml(text, name) for name, text in files.items() if name.endswith(".toml"))
    return {table["effective_from"] for table in tables}
