"""`python main.py admin verify-paper FILE|CODE --config FILE`: is this paper ours, and unaltered (issue 5, Papers).

A store that runs is asked over HTTP, one that is stopped is opened; nothing is changed in either. How a PDF is read is
handed in by main.py: rooms beside each other do not know each other.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from case_store.client.connection import Unreachable
from case_store.config import StoreConfig, load_config
from case_store.errors import StoreError
from case_store.paper_words import issued_on, paper_name
from case_store.policy_files import load_policy, load_texts
from case_store.run import sentence
from case_store.signed_in import operator_client
from case_store.store import Store
from cases.matter.citizen_code import code_hash
from cases.paper.paper_record import CheckedPaper, parse_paper_code, shown_hash
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views_papers import KnownPaper

GENUINE, NOT_GENUINE, NOT_CHECKED = 0, 1, 2
_OPEN_ELSEWHERE = "store.already_open"
_UNKNOWN = "paper.unknown_here"


Check = Callable[[bytes], CheckedPaper | Refusal]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A code, or what a file claims."""

    code: str = ""
    claims: CheckedPaper | None = None


def verify_paper(target: str, config_file: Path, check: Check) -> int:
    """0 genuine, 1 altered or unknown, 2 and a sentence on stderr where nothing could be checked."""
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
        asked = _asked(target, config, texts, check)
        if isinstance(asked, str):
            return _not_checked(asked)
        found, how = _look_up(asked, config)
    except (StoreError, PolicyError) as error:
        return _not_checked(sentence(error))
    except Unreachable as error:
        return _not_checked(texts.get("paper_check.unreachable", why=error.reason))
    if isinstance(found, Refusal) and found.code != _UNKNOWN:
        return _not_checked(texts.tell(found, Reader.STAFF))
    code, said = _verdict(asked, None if isinstance(found, Refusal) else found, texts)
    print(said)
    print(texts.get(f"paper_check.by_{how}"))
    return code


def _asked(target: str, config: StoreConfig, texts: Texts, check: Check) -> _Asked | str:
    """What is to be looked up, or why nothing can be."""
    path = Path(target)
    if path.exists():
        try:
            content = path.read_bytes()
        except OSError as error:
            return texts.get("paper_check.unreadable", path=path, why=os.strerror(error.errno or 0))
        claims = check(content)
        return texts.tell(claims, Reader.STAFF) if isinstance(claims, Refusal) else _Asked(claims=claims)
    base_url = load_policy(config.assets_dir, demo=config.demo).hall.citizen_base_url
    code = parse_paper_code(target, base_url)
    return texts.tell(code, Reader.STAFF) if isinstance(code, Refusal) else _Asked(code=code)


def _look_up(asked: _Asked, config: StoreConfig) -> tuple[KnownPaper | Refusal, str]:
    """What the log knows, and whether the hall or the file said so. Raises StoreError, Unreachable."""
    try:
        store = Store(config)
    except StoreError as error:
        if error.code != _OPEN_ELSEWHERE:
            raise
        return asyncio.run(_ask(asked, config)), "hall"
    try:
        papers = store.hall.papers
        if asked.claims is None:
            return papers.known_by_code(code_hash(asked.code)), "store"
        claims = asked.claims
        return papers.known_by_number(claims.kind.value, claims.number, claims.content_hash), "store"
    finally:
        store.close()


async def _ask(asked: _Asked, config: StoreConfig) -> KnownPaper | Refusal:
    async with operator_client(config) as client:
        if asked.claims is None:
            return await client.papers.known_by_code(asked.code)
        claims = asked.claims
        return await client.papers.known_by_number(claims.kind.value, claims.number, claims.content_hash)


def _verdict(asked: _Asked, found: KnownPaper | None, texts: Texts) -> tuple[int, str]:
    claims = asked.claims
    if found is None:
        if claims is None:
            return NOT_GENUINE, texts.refusal(_UNKNOWN, Reader.STAFF)
        key = "unknown" if claims.untouched else "altered_by_itself"
        name = paper_name(claims.kind, texts)
        return NOT_GENUINE, texts.get(f"paper_check.{key}", paper=name, number=claims.number)
    name, record = paper_name(found.kind, texts), found.record
    if record is None:
        key = "void" if found.void else "not_issued"
        return NOT_GENUINE, texts.get(f"paper_check.{key}", paper=name, number=found.number)
    facts = {"paper": name, "number": record.number, "date": issued_on(record, texts), "pages": record.pages}
    if claims is None:
        known = texts.get("paper_check.known", **facts, hash=shown_hash(record.content_hash))
        return GENUINE, f"{known}\n{texts.get('paper_check.compare')}"
    what = claims.differs_from(record)
    if not what:
        return GENUINE, texts.get("paper_check.genuine", **facts)
    differing = texts.get("paper_check.list").join(texts.get(f"paper_check.what.{one}") for one in what)
    return NOT_GENUINE, texts.get("paper_check.altered", **facts, what=differing)


def _not_checked(said: str) -> int:
    print(said, file=sys.stderr)
    return NOT_CHECKED
