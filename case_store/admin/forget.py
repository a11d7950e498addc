"""`python main.py admin forget --config FILE --staff ID …`: a case's key is destroyed, by two persons, and looked for.

Asked of the hall that runs, as every other act of staff: rights, periods and holds are the service's.
"""

import asyncio
import sys
from pathlib import Path

from case_store.client.connection import Unreachable
from case_store.client.two_person import Confirmed
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.run import sentence
from case_store.signed_in import ask_signed_in
from cases.policy.guard import TwoPersonAct
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal


def forget(
    config_file: Path, staff_id: str, pin: str, *, case_code: str, reason: str, request_id: str
) -> int:
    """0; 1 where a trace is left; 2 and a sentence where nothing was done. With `request_id` it is confirmed."""
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
        answer = asyncio.run(
            ask_signed_in(
                config,
                staff_id,
                pin,
                lambda client: (
                    client.two_person.confirm(request_id, staff_id, pin)
                    if request_id
                    else client.two_person.ask(TwoPersonAct.FORGET, case_code, reason)
                ),
            )
        )
    except (StoreError, PolicyError) as error:
        return _not_done(sentence(error))
    except Unreachable as error:
        return _not_done(texts.get("forget.unreachable", why=error.reason))
    if isinstance(answer, Refusal):
        return _not_done(texts.tell(answer, Reader.STAFF))
    if not isinstance(answer, Confirmed):
        print(texts.get("forget.asked", request_id=answer))
        return 0
    proof = answer.proof
    if proof is None or proof.pages is None:
        print(texts.get("forget.done_elsewhere", keys=proof.keys_destroyed if proof else 0))
        return 0
    key = "left" if proof.pages else "rewritten" if proof.rewritten else "done"
    print(texts.get(f"forget.{key}", keys=proof.keys_destroyed, pages=proof.pages))
    return int(bool(proof.pages))


def _not_done(said: str) -> int:
    print(said, file=sys.stderr)
    return 2
