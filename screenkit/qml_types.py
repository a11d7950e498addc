"""Makes what QML tools know of our Python types: build/qml/<room>/{qmldir, <room>.qmltypes} (style.md Part 3).

    python -m screenkit.qml_types        # only rooms whose sources are newer than their types

Qt's metaobjectdump reads the syntax of the sources, qmltyperegistrar makes the types. One QML module per room, named
like the room; a room may use screenkit's classes as bases and property types.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeGuard

import PySide6
from PySide6.scripts import metaobjectdump

from screenkit.environment import ROOT

ROOMS = ("screenkit", "kiosk", "counter", "hall_display", "demo")
"""screenkit first: the others are built on it."""

BUILT = ROOT / "build" / "qml"

QT = Path(PySide6.__file__).parent / "Qt"
_QT_TYPES = [QT / "metatypes" / f"qt6{module}_metatypes.json" for module in ("core", "qml")]
_REGISTRAR = QT / "libexec" / "qmltyperegistrar"


_new_context: Any = metaobjectdump.VisitorContext  # PySide6.scripts has no types


class QmlTypesFailed(Exception):
    """Qt's tools could not make the types of a room; the message says which and why."""


class _Reader(metaobjectdump.MetaObjectDumpVisitor):
    """Qt's reader, made to see `RowModel[Row]` as a base, a lambda as a getter, and `constant=True`."""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Read a class as Qt does, in words that Qt's reader knows."""
        node.bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        node.bases = [base for base in node.bases if getattr(base, "id", "") not in {"Generic", "Protocol"}]
        properties = dict(_properties(node))
        for call in properties.values():
            call.args[1:2] = [
                ast.Name("getter") if isinstance(arg, ast.Lambda) else arg for arg in call.args[1:2]
            ]
        super().visit_ClassDef(node)
        if properties:
            for declared in self.json_class_list()[-1].get("properties", []):
                declared["constant"] = _is_constant(properties[declared["name"]])


def _properties(node: ast.ClassDef) -> Iterator[tuple[str, ast.Call]]:
    """Name and `Property(…)` call of each property, in both forms."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            yield from ((part.name, call) for call in part.decorator_list if _is_property(call))
        elif (
            isinstance(part, ast.Assign)
            and isinstance(part.targets[0], ast.Name)
            and _is_property(part.value)
        ):
            yield part.targets[0].id, part.value


def _is_property(call: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Property"


def _is_constant(call: ast.Call) -> bool:
    given = next((word.value for word in call.keywords if word.arg == "constant"), None)
    return isinstance(given, ast.Constant) and given.value is True


def room_sources(room: str) -> list[Path]:
    """The Python files of a room."""
    return sorted((ROOT / room).rglob("*.py"))


def make_qml_types(rooms: tuple[str, ...] = ROOMS, *, force: bool = False) -> list[str]:
    """Bring build/qml up to date; answers the rooms that were made anew. Raises QmlTypesFailed."""
    made: list[str] = []
    context = _new_context()
    for room in rooms:
        if not room_sources(room):
            continue
        dumped = BUILT / room / f"{room}.json"
        declared = _read_room(room, context)  # also tells the context which classes are QObjects
        if not force and not made and _is_fresh(room):
            continue
        dumped.parent.mkdir(parents=True, exist_ok=True)
        dumped.write_text(json.dumps(declared, indent=1))
        _register(room, dumped)
        made.append(room)
    return made


def _is_fresh(room: str) -> bool:
    types = BUILT / room / f"{room}.qmltypes"
    if not types.exists():
        return False
    made_at = types.stat().st_mtime
    return all(path.stat().st_mtime < made_at for path in [*room_sources(room), Path(__file__)])


def _read_room(room: str, context: metaobjectdump.VisitorContext) -> list[dict[str, Any]]:
    for _ in range(
        2
    ):  # a class may stand in an earlier file than its base: the second reading knows all bases
        files = [_read_file(path, context) for path in room_sources(room)]
    return [file for file in files if file["classes"]]


def _read_file(path: Path, context: metaobjectdump.VisitorContext) -> dict[str, Any]:
    reader = _Reader(context)
    try:
        with contextlib.redirect_stderr(io.StringIO()):  # it complains of every decorator that is not Qt's
            reader.visit(_Reader.create_ast(path))
    except (AttributeError, SyntaxError) as error:
        raise QmlTypesFailed(f"{path}: Qt's metaobjectdump cannot read this file: {error}") from error
    classes = [declared for declared in reader.json_class_list() if declared["object"]]
    return {"classes": classes, "outputRevision": metaobjectdump.REVISION, "inputFile": path.name}


def _register(room: str, dumped: Path) -> None:
    folder = dumped.parent
    types = folder / f"{room}.qmltypes"
    foreign = [*_QT_TYPES, *([BUILT / "screenkit" / "screenkit.json"] if room != "screenkit" else [])]
    command = [
        str(_REGISTRAR),
        "--import-name", room,
        "--major-version", "1",
        "--minor-version", "0",
        "--generate-qmltypes", str(types),
        "--foreign-types", ",".join(str(path) for path in foreign),
        "-o", str(folder / "registrations.cpp"),
        str(dumped),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603, our own arguments
    if done.returncode != 0:
        raise QmlTypesFailed(f"{room}: {done.stderr.strip()}")
    (folder / "registrations.cpp").unlink()
    # Without these the base class of every list model, and of what is painted, stays unknown (pitfalls.md §7).
    imports = [
        "import QtQml.Models auto",
        "import QtQuick auto",
        *(["import screenkit auto"] if room != "screenkit" else []),
    ]
    (folder / "qmldir").write_text("\n".join([f"module {room}", f"typeinfo {types.name}", *imports, ""]))


if __name__ == "__main__":
    print("made:", ", ".join(make_qml_types()) or "nothing, all fresh")
