"""Outlines of the banners and where their labels stand, read from assets/map; what is wrong names file and key."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases.people.place import BANNER_NAMES
from cases.policy.policy_file import PolicyError, parse_toml
from cases.texts import Texts
from screenkit.environment import ROOT

FILE = ROOT / "assets" / "map" / "tongliao_banners.geojson"
LABELS = ROOT / "assets" / "map" / "labels.toml"
WITHOUT_OUTLINE = frozenset({"150571"})  # a statistical unit inside 科尔沁区
_NEAR_LON, _NEAR_LAT = (115.0, 127.0), (40.0, 48.0)  # degrees: Tongliao with room around it
_RING_MIN = 4

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A banner's border: rings of (longitude, latitude) in degrees, each closed; later rings of a part are holes."""

    code: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """In degrees. `beside`: the label ends there, because its banner has too little room."""

    lon: float
    lat: float
    beside: bool = False


class _Reader:
    """One reading of one file; knows how to say where it stumbled."""

    def __init__(self, file: str, texts: Texts) -> None:
        self._file, self._texts = file, texts

    def outlines(self, text: str) -> tuple[Outline, ...]:
        try:
            features = json.loads(text)["features"]
        except (ValueError, KeyError, TypeError) as error:
            raise self._wrong("features", "unreadable", why=repr(error)) from error
        if not isinstance(features, list):
            raise self._wrong("features", "shape")
        read: dict[str, Outline] = {}
        for number, feature in enumerate(features):
            outline = self._outline(feature, f"features.{number}")
            if outline.code in read:
                raise self._wrong(f"features.{number}.properties.code", "code_twice", code=outline.code)
            read[outline.code] = outline
        for code in sorted(BANNER_NAMES.keys() - WITHOUT_OUTLINE - read.keys()):
            raise self._wrong("features", "code_missing", code=code)
        return tuple(read[code] for code in sorted(read))

    def _outline(self, feature: Any, key: str) -> Outline:
        try:
            code, geometry = str(feature["properties"]["code"]), feature["geometry"]
            parts = geometry["coordinates"]
            if geometry["type"] == "Polygon":
                parts = [parts]
            elif geometry["type"] != "MultiPolygon":
                raise self._wrong(f"{key}.geometry.type", "shape")
            drawn = [ring for part in parts for ring in part]
        except (KeyError, TypeError) as error:
            raise self._wrong(key, "shape") from error
        if code not in BANNER_NAMES:
            raise self._wrong(f"{key}.properties.code", "code_unknown", code=code)
        rings = tuple(self._ring(ring, f"{key}.geometry.coordinates.{n}") for n, ring in enumerate(drawn))
        if not rings:
            raise self._wrong(f"{key}.geometry.coordinates", "shape")
        return Outline(code, rings)

    def _ring(self, ring: Any, key: str) -> Ring:
        points = tuple(self._points(ring, key))
        if len(points) < _RING_MIN or points[0] != points[-1]:
            raise self._wrong(key, "ring_open")
        return points

    def _points(self, ring: Any, key: str) -> Iterator[Point]:
        try:
            pairs = [(float(lon), float(lat)) for lon, lat in ring]
        except (TypeError, ValueError) as error:
            raise self._wrong(key, "shape") from error
        for lon, lat in pairs:
            if not (_NEAR_LON[0] <= lon <= _NEAR_LON[1] and _NEAR_LAT[0] <= lat <= _NEAR_LAT[1]):
                raise self._wrong(key, "outside", lon=lon, lat=lat)
            yield lon, lat

    def _wrong(self, key: str, sentence: str, **facts: object) -> PolicyError:
        return PolicyError(self._file, key, self._texts.get(f"map.file.{sentence}", **facts))

    def labels(self, tables: dict[str, Any], codes: set[str]) -> dict[str, LabelPlace]:
        for code in sorted(codes ^ tables.keys()):
            raise self._wrong(code, "code_missing" if code in codes else "code_unknown", code=code)
        return {code: self._label(code, tables[code]) for code in tables}

    def _label(self, code: str, table: Any) -> LabelPlace:
        try:
            place = LabelPlace(float(table["lon"]), float(table["lat"]), bool(table.get("beside", False)))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._wrong(code, "label") from error
        tuple(self._points([(place.lon, place.lat)], code))
        return place


def parse_outlines(text: str, file: str, texts: Texts) -> tuple[Outline, ...]:
    """The outlines of a GeoJSON text, by code. Raises PolicyError for the first thing that is wrong."""
    return _Reader(file, texts).outlines(text)


def load_outlines(texts: Texts, path: Path = FILE) -> tuple[Outline, ...]:
    """The outlines of a file. Raises PolicyError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(path.name, "GeoJSON", texts.get("map.file.unreadable", why=repr(error))) from error
    return parse_outlines(text, path.name, texts)


def load_labels(texts: Texts, outlines: tuple[Outline, ...], path: Path = LABELS) -> dict[str, LabelPlace]:
    """Where the labels of these outlines stand. Raises PolicyError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(path.name, "TOML", texts.get("map.file.unreadable", why=repr(error))) from error
    codes = {outline.code for outline in outlines}
    return _Reader(path.name, texts).labels(parse_toml(text, path.name), codes)
