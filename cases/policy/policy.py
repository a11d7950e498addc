"""The policy (制度参数) that a hall works by: all files of assets/policy as one frozen value with a revision.

A kind of file is the name up to its first dot: `deadlines.toml` and `deadlines.2027-01-01.toml` are two
versions of `deadlines`. On a day holds the version with the latest `effective_from` that is not after it.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cases.casework.category import CategoriesPolicy, parse_categories
from cases.casework.dispute_type import DisputeType, parse_dispute_types
from cases.deadlines.work_calendar import WorkCalendar, parse_year_calendar
from cases.people.place import Places, parse_places
from cases.policy.acceptance import AcceptancePolicy, parse_acceptance
from cases.policy.centres import CentresPolicy, parse_centres
from cases.policy.deadlines import DeadlinesPolicy, parse_deadlines
from cases.policy.duties import DutiesPolicy, check_duties, parse_duties
from cases.policy.emergency import EmergencyPolicy, parse_emergency
from cases.policy.grading import GradingPolicy, parse_grading
from cases.policy.hall import HallPolicy, parse_hall
from cases.policy.kiosk import (
    KioskPolicy,
    LookupPolicy,
    MaskingPolicy,
    parse_kiosk,
    parse_lookup,
    parse_masking,
)
from cases.policy.mediation import MediationPolicy, build_mediation, mediation_units, parse_mediation
from cases.policy.policy_file import PolicyError, PolicyFile
from cases.policy.roadmap import RoadmapPolicy, check_roadmap, parse_roadmap
from cases.policy.roster import RosterPolicy, check_roster, parse_roster
from cases.policy.supervision import SupervisionPolicy, check_supervision, parse_supervision
from cases.policy.units import UnitsPolicy, build_units, parse_units
from cases.policy.voice import VoicePolicy, parse_voice
from cases.policy.whistle import WhistlePolicy, parse_whistle

KINDS = (
    "acceptance",
    "hall",
    "deadlines",
    "categories",
    "kiosk",
    "lookup",
    "masking",
    "roster",
    "voice",
    "centres",
    "units",
    "duties",
    "mediation",
    "grading",
    "emergency",
    "supervision",
    "whistle",
    "roadmap",
)
TOWNSHIPS = "townships.csv"
DISPUTE_TYPES = "dispute_types.tsv"
CALENDAR_FOLDER = "calendar/"
_REV_DIGITS = 12

FileT = TypeVar("FileT", bound=PolicyFile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that is configuration, not code. `rev` is the `policy_rev` of every event's envelope."""

    rev: str
    hall: HallPolicy
    acceptance: AcceptancePolicy
    deadlines: DeadlinesPolicy
    calendar: WorkCalendar
    categories: CategoriesPolicy
    kiosk: KioskPolicy
    lookup: LookupPolicy
    masking: MaskingPolicy
    roster: RosterPolicy
    voice: VoicePolicy
    centres: CentresPolicy
    places: Places
    dispute_types: Mapping[str, DisputeType]
    units: UnitsPolicy
    duties: DutiesPolicy
    mediation: MediationPolicy
    grading: GradingPolicy
    emergency: EmergencyPolicy
    supervision: SupervisionPolicy
    whistle: WhistlePolicy
    roadmap: RoadmapPolicy


def build_policy(files: Mapping[str, str], *, day: date | None = None, demo: bool = False) -> Policy:
    """The policy from {file name relative to assets/policy: text}.

    `day`: take the versions that hold on it; without a day the latest of each kind. `demo` allows a plain
    http citizen_base_url. Raises PolicyError for the first file that is missing, unknown, unreadable or does
    not agree with another.
    """
    for name in sorted(files):
        if not _is_known(name):
            raise PolicyError(name, "文件名", "程序不认识这个文件，可能名字写错了")
    hall = _newest(files, "hall", lambda text, file: parse_hall(text, file, demo=demo), day)
    years = [
        parse_year_calendar(files[name], name) for name in sorted(files) if name.startswith(CALENDAR_FOLDER)
    ]
    if not years:
        raise PolicyError(CALENDAR_FOLDER, "文件", "一个年份的工作日历也没有")
    roster_file, roster = _holding(files, "roster", parse_roster, day)
    types = parse_dispute_types(_text(files, DISPUTE_TYPES), DISPUTE_TYPES)
    places = parse_places(_text(files, TOWNSHIPS), TOWNSHIPS, hall.home_banner)
    mediation = build_mediation(_newest(files, "mediation", parse_mediation, day), places)
    units_file, units = _holding(files, "units", parse_units, day)
    duties_file, duties = _holding(files, "duties", parse_duties, day)
    supervision_file, supervision = _holding(files, "supervision", parse_supervision, day)
    roadmap_file, roadmap = _holding(files, "roadmap", parse_roadmap, day)
    policy = Policy(
        rev=policy_rev(files),
        hall=hall,
        acceptance=_newest(files, "acceptance", parse_acceptance, day),
        deadlines=_newest(files, "deadlines", parse_deadlines, day),
        calendar=WorkCalendar.of([y for y in years if day is None or y.effective_from <= day], hall.opening),
        categories=_newest(files, "categories", parse_categories, day),
        kiosk=_newest(files, "kiosk", parse_kiosk, day),
        lookup=_newest(files, "lookup", parse_lookup, day),
        masking=_newest(files, "masking", parse_masking, day),
        roster=roster,
        voice=_newest(files, "voice", parse_voice, day),
        centres=_newest(files, "centres", parse_centres, day),
        places=places,
        dispute_types=types,
        units=build_units(units, mediation_units(mediation), places, hall, units_file),
        duties=duties,
        mediation=mediation,
        grading=_newest(files, "grading", parse_grading, day),
        emergency=_newest(files, "emergency", parse_emergency, day),
        supervision=supervision,
        whistle=_newest(files, "whistle", parse_whistle, day),
        roadmap=roadmap,
    )
    _codes_are_in_the_standard(policy)
    check_roster(roster, hall, roster_file)
    check_duties(duties, policy.units, types, duties_file)
    check_supervision(supervision, policy.deadlines, supervision_file)
    check_roadmap(roadmap, roadmap_file)
    return policy


def policy_rev(files: Mapping[str, str]) -> str:
    """A short stable hash over names and texts: the same files give the same revision on every machine."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name, files[name]):
            raw = part.encode()
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:_REV_DIGITS]


def kind_of(name: str) -> str:
    """The kind of a policy file by its name: `roster.2027-01-01.toml` is a version of `roster`."""
    return name.split(".", maxsplit=1)[0]


def _is_known(name: str) -> bool:
    if name in (TOWNSHIPS, DISPUTE_TYPES):
        return True
    if name.startswith(CALENDAR_FOLDER):
        return name.endswith(".toml")
    return name.endswith(".toml") and kind_of(name) in KINDS


def _text(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        raise PolicyError(name, "文件", "缺少这个文件")
    return files[name]


def _newest(
    files: Mapping[str, str], kind: str, parse: Callable[[str, str], FileT], day: date | None
) -> FileT:
    return _holding(files, kind, parse, day)[1]


def _holding(
    files: Mapping[str, str], kind: str, parse: Callable[[str, str], FileT], day: date | None
) -> tuple[str, FileT]:
    """Every version is parsed, so that next year's mistake is found today; the one that holds, with its file."""
    names = sorted(name for name in files if name.endswith(".toml") and kind_of(name) == kind)
    if not names:
        raise PolicyError(f"{kind}.toml", "文件", "缺少这个文件")
    by_start: dict[date, tuple[str, FileT]] = {}
    for name in names:
        parsed = parse(files[name], name)
        if parsed.effective_from in by_start:
            raise PolicyError(name, "effective_from", f"{parsed.effective_from} 已经有另一个版本")
        by_start[parsed.effective_from] = (name, parsed)
    holding = [start for start in by_start if day is None or start <= day]
    if not holding:
        raise PolicyError(names[0], "effective_from", f"{day} 这一天还没有版本生效")
    return by_start[max(holding)]


def _codes_are_in_the_standard(policy: Policy) -> None:
    for category in policy.categories.categories:
        for code in category.gb_codes:
            if code not in policy.dispute_types:
                raise PolicyError("categories.toml", f"{category.id}.gb_codes", f"GB/T 31000 里没有 {code}")
