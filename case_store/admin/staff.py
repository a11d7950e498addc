"""`python main.py admin staff --config FILE --staff ID --name NAME --role ROLE`: somebody who may sign in.

For the first administrator of a new store, which must be stopped; administrators add the others (`/v1/accounts`).
"""

import sys
from pathlib import Path

from case_store.config import load_config
from case_store.errors import StoreError
from case_store.run import sentence
from case_store.store import Store
from cases.people.pin import check_pin
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.roles import Role
from cases.views import StaffView


def add(config_file: Path, view: StaffView, pin: str) -> int:
    """0; 1 and a sentence on stderr."""
    try:
        store = Store(load_config(config_file))
    except (StoreError, PolicyError) as error:
        return _said(sentence(error))
    try:
        refusal = check_pin(pin, store.policy.guard.pin)
        if view.role not in set(Role):
            refusal = Refusal("account.role_unknown", {"role": view.role})
        if store.hall.accounts.member(view.staff_id) is not None:
            refusal = Refusal("account.exists", {"staff_id": view.staff_id})
        if refusal is not None:
            return _said(store.texts.tell(refusal, Reader.OPERATOR))
        store.add_staff(view, pin)
        return 0
    finally:
        store.close()


def _said(sentence_: str) -> int:
    print(sentence_, file=sys.stderr)
    return 1
