"""Reading assets/policy and assets/texts: files in, frozen values out. The rules themselves read no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cases.policy.policy import Policy, build_policy
from cases.policy.policy_file import PolicyError
from cases.policy.policy_revision import laid_over
from cases.policy.policy_versions import NotYetInForce
from cases.texts import Texts, parse_texts
from cases.views import PolicyView

POLICY_FOLDER = "policy"
TEXTS_FOLDER = "texts"
_SUFFIXES = (".toml", ".csv", ".tsv")
KEPT = 4
Files = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyHeld:
    """A policy in force, and what screens are told of it.

    `left_out`: revised files that this program cannot use, by name; its own text of that file holds instead.
    """

    policy: Policy
    view: PolicyView
    left_out: Mapping[str, PolicyError]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFiles:
    """The files that lie on this machine, before anything was revised. `demo` allows a plain http address."""

    own: Mapping[str, str]
    demo: bool = False

    def hold(self, revised: Mapping[str, str], day: date | None) -> PolicyHeld:
        """The policy of a day with a hall's revisions over the own files. Raises PolicyError when these are wrong.

        A revised file that is wrong (after an upgrade that wants more of it) is left out: a hall must open. It must
        also when its clock stands before every policy (an empty battery): then the newest holds.
        """
        asked, used, left_out = day, dict(revised), dict[str, PolicyError]()
        while True:
            try:
                policy = _built(_texts_of(laid_over(self.own, used)), day, self.demo)
            except PolicyError as error:
                if isinstance(error, NotYetInForce) and error.file not in used and day is not None:
                    day = None
                    continue
                # The file that is named may only be the one that disagrees with a revised one: then all must go.
                dropped = [error.file] if error.file in used else list(used)
                if not dropped:
                    raise
                for name in dropped:
                    del used[name]
                    left_out[name] = error
                continue
            view = PolicyView(rev=policy.rev, files=tuple(sorted(used.items())), day=asked)
            return PolicyHeld(policy=policy, view=view, left_out=left_out)


def open_policy_files(assets_dir: Path, *, demo: bool = False) -> PolicyFiles:
    """What lies in assets/policy. Raises PolicyError for a file that cannot be read."""
    return PolicyFiles(own=read_files(assets_dir / POLICY_FOLDER), demo=demo)


def load_policy(assets_dir: Path, *, day: date | None = None, demo: bool = False) -> Policy:
    """The policy of assets/policy that holds on `day` (None: the newest). Raises PolicyError naming file and key."""
    return _built(_texts_of(read_files(assets_dir / POLICY_FOLDER)), day, demo)


def load_texts(assets_dir: Path) -> Texts:
    """All sentences of assets/texts. Raises PolicyError or TextError naming file and key."""
    return _catalogue(_texts_of(read_files(assets_dir / TEXTS_FOLDER)))


# The same texts are the same policy and the same sentences, and neither can be changed: what was read once in this
# process is not read through again (a hall holds its policy twice while it opens, and anew on each day).


def _texts_of(files: Mapping[str, str]) -> Files:
    return frozenset(files.items())


@lru_cache(maxsize=KEPT)
def _built(files: Files, day: date | None, demo: bool) -> Policy:
    return build_policy(dict(files), day=day, demo=demo)


@lru_cache(maxsize=KEPT)
def _catalogue(files: Files) -> Texts:
    return parse_texts(dict(files))


def read_files(folder: Path) -> dict[str, str]:
    """Every data file below a folder as {relative name: text}. Raises PolicyError for one that cannot be read."""
    if not folder.is_dir():
        raise PolicyError(str(folder), "文件", "没有这个文件夹")
    files: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _SUFFIXES or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError(name, "文件", f"读不出来：{error}") from error
    return files
