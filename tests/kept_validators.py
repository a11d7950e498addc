"""An app is made in a third of the time: FastAPI compiles a validator for each field of each route of each app.

That is 0.3 s of CPU, and the suite makes some hundred apps in one process. A validator knows nothing of its app, so the
one for the same annotation with the same settings is taken again. Nothing else is changed: what it checks is the same.
"""

from collections.abc import Hashable
from typing import Any

from fastapi._compat.v2 import ModelField, asdict
from pydantic.fields import FieldInfo

compile_anew = ModelField.__post_init__
_kept: dict[tuple[object, ...], tuple[FieldInfo, Any]] = {}


def compile_once(field: ModelField) -> None:
    told = field.field_info
    known_as = (
        *_what(told.annotation),
        repr(asdict(told)),
        repr(field.config),
    )  # its own repr leaves limits out
    if known_as not in _kept:
        compile_anew(field)
        _kept[known_as] = (told, field._type_adapter)  # `told` stays: no id in its name is given to another
    field._type_adapter = _kept[known_as][1]


def _what(annotation: object) -> tuple[object, ...]:
    """`list[Row]` is written anew in each app, and equal. Its words, too: `int | str` equals `str | int`."""
    return (annotation, repr(annotation)) if isinstance(annotation, Hashable) else (id(annotation),)


def keep_validators() -> None:
    """From now on, in this process."""
    ModelField.__post_init__ = compile_once  # type: ignore[assignment]
