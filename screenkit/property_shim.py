"""`Property` with the type of its value for mypy, and Qt's own at run time (pitfalls.md §7).

    from screenkit.property_shim import Property

    def _ticket_no(self) -> str: ...
    ticketNo = Property(str, _ticket_no, notify=changed)      # call form
    @Property(str, notify=changed)                            # or decorator form
    def ticketNo(self) -> str: ...

The name `Property` must stay: the step that makes `.qmltypes` reads syntax, not objects. In the call form the
assignment has no annotation, for the same reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Generic, Self, TypeVar, overload

    Value = TypeVar("Value")

    class Property(Generic[Value]):
        """A Qt property whose Python value has type `Value`."""

        def __init__(
            self,
            type_: type[Value],
            fget: Callable[[Any], Value] | None = None,
            *,
            notify: object = None,
            constant: bool = False,
        ) -> None: ...

        def __call__(self, fget: Callable[[Any], Value]) -> Self:
            """Take the getter (decorator form)."""

        @overload
        def __get__(self, instance: None, owner: type) -> Self: ...
        @overload
        def __get__(self, instance: object, owner: type) -> Value: ...
        def __get__(self, instance: object, owner: type) -> Any: ...

else:
    from PySide6.QtCore import Property

__all__ = ["Property"]
