"""`python main.py admin roles --database-url URL`: the centre's rights by roles; once, and after every upgrade."""

import sys

from case_store.central.roles import SERVICE, set_up
from case_store.errors import StoreError
from case_store.run import sentence


def main(database_url: str) -> int:
    """0; 1 and a sentence on stderr."""
    try:
        whole = set_up(database_url)
    except StoreError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    if not whole:
        print(
            "the roles are there; no tables yet: start the service once as their owner, or bring a backup back"
        )
        return 0
    print(f"rights are kept by roles; the service connects as {SERVICE}")
    return 0
