"""Reading assets/policy and assets/texts: files in, frozen values out. The rules themselves read no file."""

from datetime import date
from pathlib import Path

from cases.policy import Policy, build_policy
from cases.policy_file import PolicyError
from cases.texts import Texts, parse_texts

POLICY_FOLDER = "policy"
TEXTS_FOLDER = "texts"
_SUFFIXES = (".toml", ".csv", ".tsv")


def load_policy(assets_dir: Path, *, day: date | None = None, demo: bool = False) -> Policy:
    """The policy of assets/policy that holds on `day` (None: the newest). Raises PolicyError naming file and key."""
    return build_policy(read_files(assets_dir / POLICY_FOLDER), day=day, demo=demo)


def load_texts(assets_dir: Path) -> Texts:
    """All sentences of assets/texts. Raises PolicyError or TextError naming file and key."""
    return parse_texts(read_files(assets_dir / TEXTS_FOLDER))


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
