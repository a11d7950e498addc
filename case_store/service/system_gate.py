"""Who may, of other systems: a key in a header of its own, good for some scopes and not for what screens do."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import APIKeyHeader

from case_store.service.problems import Refused
from case_store.store import Store
from cases.refusal import Refusal
from cases.systems.api_key import Scope, System

KEY_HEADER = "X-Api-Key"
_KEY = APIKeyHeader(
    name=KEY_HEADER,
    auto_error=False,
    description="Of another system: `admin api-key make`",
    scheme_name="ApiKey",
)


class SystemGate:
    """Callable for FastAPI's Depends: the other system, if its key is good for this. Raises Refused."""

    def __init__(self, store: Store, scope: Scope) -> None:
        self._store, self._scope = store, scope

    async def __call__(self, key: Annotated[str | None, Depends(_KEY)]) -> System:
        """Counts the use."""
        if not key:
            raise Refused(Refusal("api_key.missing"))
        system = await self._store.command(self._store.hall.api_keys.use, key, self._scope)
        if isinstance(system, Refusal):
            raise Refused(system)
        return system
