"""What the suite saves on: a kept validator checks what one that is compiled anew would check."""

import re
from pathlib import Path

import pytest
from fastapi._compat.v2 import ModelField

from case_store.service.app import create_app
from case_store.store import Store
from tests.case_store.served import make_ground
from tests.kept_validators import compile_anew, compile_once


def checks(field: ModelField) -> str:
    """All that its validator does, without the addresses of functions that are made for each."""
    return re.sub(r"0x[0-9a-f]+", "", repr(field._type_adapter.core_schema))


def test_a_kept_validator_is_what_would_be_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields, others = [], []

    def compared(field: ModelField) -> None:
        compile_once(field)
        kept = checks(field)
        compile_anew(field)
        fields.append(field)
        if checks(field) != kept:
            others.append(field.field_info)

    monkeypatch.setattr(ModelField, "__post_init__", compared)
    ground = make_ground(tmp_path)
    for served in (
        ground.hall,
        ground.centre,
        ground.hall,
    ):  # the second of a role finds all that the first left
        store = Store(served.config)
        create_app(store).openapi()  # which reads every route
        store.close()
    assert len(fields) > 1000
    assert others == []
