"""Records as a file: XML and JSON as assets/exchange says (gbt31000.xsd, gbt31000.schema.json), XLSX for people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

import orjson

from case_store.sheet_file import xlsx_bytes
from cases.systems.dispute_record import DisputeRecord, Persons, RecordParty, flat
from cases.texts import Texts

STANDARD, NAMESPACE = "GB/T 31000-2015", "urn:pingan-hall:gbt31000:1"
MEDIA_TYPES = {
    "xml": "application/xml",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARTY = tuple(f"party_{one.name}" for one in fields(RecordParty))
_NAMES = tuple(one.name for one in fields(DisputeRecord))
_AT = _NAMES.index("parties")
COLUMNS = (*_NAMES[:_AT], *_PARTY, *_NAMES[_AT + 1 :])


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is taken out: from which store, when, and how much of persons it says."""

    store: str
    made_at: datetime
    persons: Persons
    records: Sequence[DisputeRecord]


def file_of(batch: Batch, form: str, texts: Texts) -> bytes:
    """`form`: a key of MEDIA_TYPES."""
    if form == "xml":
        return _xml(batch)
    if form == "json":
        return _json(batch)
    head = [texts.get(f"exports.column.{name}") for name in COLUMNS]
    rows = [flat(record, COLUMNS) for record in batch.records]
    return xlsx_bytes(texts.get("exports.sheet"), head, rows)


def _xml(batch: Batch) -> bytes:
    head = {"standard": STANDARD, "store": batch.store, "made": batch.made_at.isoformat()}
    root = Element("disputes", {"xmlns": NAMESPACE, **head, "persons": batch.persons.value})
    for record in batch.records:
        dispute = SubElement(root, "dispute")
        for name in _NAMES:
            if name == "parties":
                for party in record.parties:
                    _elements(SubElement(dispute, "party"), party)
            else:
                _element(dispute, name, getattr(record, name))
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written


def _elements(parent: Element, party: RecordParty) -> None:
    for one in fields(party):
        _element(parent, one.name, getattr(party, one.name))


def _element(parent: Element, name: str, value: object) -> None:
    """What is not known is left out."""
    if value is None or value == "":
        return
    SubElement(parent, name).text = _NOT_XML.sub("", _said(value))


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def _json(batch: Batch) -> bytes:
    document = {
        "standard": STANDARD,
        "store": batch.store,
        "made": batch.made_at,
        "persons": batch.persons,
        "disputes": batch.records,
    }
    return orjson.dumps(document)
