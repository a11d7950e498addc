"""`python main.py admin policy show|check|revise`: the policy of a hall that runs, asked of its service with a PIN.

The hall's own configuration says where it listens and with which token; rights and rules are the service's.
"""

from collections.abc import Sequence
from pathlib import Path

from case_store.admin.at_the_store import at_the_store
from case_store.client.hall import HallClient
from case_store.policy_files import POLICY_FOLDER
from cases.hall_time import hall_time
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.texts import Texts


def show(config_file: Path, staff_id: str, pin: str, file: str = "") -> int:
    """Print what holds: its name, what was revised by whom; with `file` that file's whole text."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        if file:
            files = await client.policy.files()
            if isinstance(files, Refusal):
                return files
            return files.get(file, texts.get("policy.admin.no_file", file=file))
        view, history = await client.policy.current(), await client.policy.history()
        if isinstance(view, Refusal):
            return view
        if isinstance(history, Refusal):
            return history
        lines = [
            texts.get(
                "policy.admin.change",
                at=f"{hall_time(one.at):%Y-%m-%d %H:%M}",
                staff=one.staff_name or one.staff_id,
                names="、".join(one.names),
                why=one.why,
            )
            for one in history
        ]
        return "\n".join([texts.get("policy.admin.holds", rev=view.rev), *lines])

    return at_the_store(config_file, staff_id, pin, act, tell=refused_words)


def check(config_file: Path, staff_id: str, pin: str, paths: Sequence[Path]) -> int:
    """Whether these files could be put into force now; nothing is changed."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        answer = await client.policy.check(_read(paths), "check")
        return answer if isinstance(answer, Refusal) else texts.get("policy.admin.could", rev=answer.rev)

    return at_the_store(config_file, staff_id, pin, act, tell=refused_words)


def revise(config_file: Path, staff_id: str, pin: str, paths: Sequence[Path], why: str) -> int:
    """Put these files into force, on every screen at once."""

    async def act(client: HallClient, texts: Texts) -> str | Refusal:
        answer = await client.policy.revise(_read(paths), why)
        return answer if isinstance(answer, Refusal) else texts.get("policy.admin.done", rev=answer.rev)

    return at_the_store(config_file, staff_id, pin, act, tell=refused_words)


def refused_words(refusal: Refusal, texts: Texts) -> str:
    """A refusal for whoever revises: the mistake itself, where others are only told that a machine cannot start."""
    if refusal.code == PolicyError.code:
        return texts.find("policy.mistake").say(refusal.facts)
    return texts.tell(refusal, Reader.STAFF)


def _read(paths: Sequence[Path]) -> dict[str, str]:
    """Files by the name that they have in assets/policy. Raises PolicyError for one that cannot be read."""
    files: dict[str, str] = {}
    for path in paths:
        parts = path.resolve().parts
        below = parts[parts.index(POLICY_FOLDER) + 1 :] if POLICY_FOLDER in parts[:-1] else parts[-1:]
        try:
            files["/".join(below)] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError(str(path), "文件", f"读不出来：{error}") from error
    return files
