"""Finds QObjects that PySide gave a meta-object of their own.

A signal connected to a method that is no `@Slot` gives its object a new QMetaObject, freed with the object. The QML
engine goes on knowing it by its address: the next object whose meta-object lands there is read with the properties of
the dead one, and the process ends with a segmentation fault (seen in CI: a page's model after sign-out, read as a bool
where a string stood).
"""

from __future__ import annotations

from PySide6.QtCore import QObject


def own_meta(*roots: QObject) -> list[str]:
    """`Class.method()` of every connected method under `roots` that lacks `@Slot`, sorted."""
    found: set[str] = set()
    for root in roots:
        for one in (root, *root.findChildren(QObject)):
            if "__METAOBJECT__" in getattr(one, "__dict__", {}):
                meta, known = one.metaObject(), type(one).staticMetaObject  # type: ignore[attr-defined]  # absent from the stubs
                added = range(known.methodCount(), meta.methodCount())
                found.update(
                    f"{type(one).__name__}.{bytes(meta.method(at).methodSignature().data()).decode()}"
                    for at in added
                )
    return sorted(found)
