"""The policy (制度参数) that a hall works by: all files of assets/policy as one frozen value with a revision.

On a day holds the version of each file with the latest `effective_from` that is not after it (`policy_versions`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.deadlines.work_calendar import WorkCalendar
from cases.matter.category import CategoriesPolicy, parse_categories
from cases.matter.dispute_type import DisputeType, parse_dispute_types
from cases.people.place import Places, parse_places
from cases.policy.acceptance import AcceptancePolicy, check_scope_table, parse_acceptance
from cases.policy.alarms import AlarmsPolicy, parse_alarms
from cases.policy.assessment import AssessmentPolicy, check_assessment, parse_assessment
from cases.policy.attachments import AttachmentsPolicy, parse_attachments
from cases.policy.casework import CaseworkPolicy, parse_casework
from cases.policy.centres import CentresPolicy, parse_centres
from cases.policy.citizen_page import CitizenPagePolicy, parse_citizen_page
from cases.policy.coordination import CoordinationPolicy, parse_coordination
from cases.policy.deadlines import DeadlinesPolicy, parse_deadlines
from cases.policy.duties import DutiesPolicy, check_duties, parse_duties
from cases.policy.emergency import EmergencyPolicy, parse_emergency
from cases.policy.grading import GradingPolicy, parse_grading
from cases.policy.guard import GuardPolicy, parse_guard
from cases.policy.hall import HallPolicy, parse_hall
from cases.policy.imports import FOLDER as IMPORTS_FOLDER
from cases.policy.imports import ImportsPolicy, build_imports, check_imports
from cases.policy.kiosk import (
    KioskPolicy,
    LookupPolicy,
    MaskingPolicy,
    parse_kiosk,
    parse_lookup,
    parse_masking,
)
from cases.policy.mediation import MediationPolicy, build_mediation, mediation_units, parse_mediation
from cases.policy.papers import PapersPolicy, parse_papers
from cases.policy.policy_file import PolicyError
from cases.policy.policy_versions import CALENDAR_FOLDER, holding, kind_of, newest, year_calendars
from cases.policy.retention import RetentionPolicy, parse_retention
from cases.policy.risk import Population, RiskPolicy, parse_population, parse_risk
from cases.policy.roadmap import RoadmapPolicy, check_roadmap, parse_roadmap
from cases.policy.roster import RosterPolicy, check_roster, parse_roster
from cases.policy.supervision import SupervisionPolicy, check_supervision, parse_supervision
from cases.policy.units import UnitsPolicy, build_units, parse_units
from cases.policy.voice import VoicePolicy, parse_voice
from cases.policy.wall_notices import WallNoticesPolicy, parse_wall_notices
from cases.policy.warnings import WarningsPolicy, parse_warnings
from cases.policy.whistle import WhistlePolicy, parse_whistle

KINDS = (
    "acceptance",
    "attachments",
    "hall",
    "deadlines",
    "categories",
    "imports",
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
    "casework",
    "coordination",
    "papers",
    "alarms",
    "wall_notices",
    "warnings",
    "risk",
    "assessment",
    "guard",
    "retention",
    "citizen_page",
)
TOWNSHIPS = "townships.csv"
DISPUTE_TYPES = "dispute_types.tsv"
POPULATION = "population.csv"
_REV_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that is configuration, not code. `rev` is the `policy_rev` of every event's envelope."""

    rev: str
    hall: HallPolicy
    acceptance: AcceptancePolicy
    attachments: AttachmentsPolicy
    imports: ImportsPolicy
    deadlines: DeadlinesPolicy
    calendar: WorkCalendar
    categories: CategoriesPolicy
    kiosk: KioskPolicy
    lookup: LookupPolicy
    masking: MaskingPolicy
    roster: RosterPolicy
    voice: VoicePolicy
    centres: CentresPolicy
    casework: CaseworkPolicy
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
    coordination: CoordinationPolicy
    papers: PapersPolicy
    risk: RiskPolicy
    population: Population
    alarms: AlarmsPolicy
    wall_notices: WallNoticesPolicy
    warnings: WarningsPolicy
    assessment: AssessmentPolicy
    guard: GuardPolicy
    retention: RetentionPolicy
    citizen_page: CitizenPagePolicy


def calendar_of(files: Mapping[str, str], day: date | None) -> WorkCalendar:
    """Only the calendar and opening hours of these files. Raises PolicyError."""
    hall = newest(files, "hall", lambda text, file: parse_hall(text, file, demo=True), day)
    return WorkCalendar.of(year_calendars(files, day), hall.opening)


def build_policy(files: Mapping[str, str], *, day: date | None = None, demo: bool = False) -> Policy:
    """The policy from {file name relative to assets/policy: text}.

    `day`: take the versions that hold on it; without a day the latest of each kind. `demo` allows a plain
    http citizen_base_url. Raises PolicyError for the first file that is missing, unknown, unreadable or does
    not agree with another.
    """
    for name in sorted(files):
        if not _is_known(name):
            raise PolicyError(name, "文件名", "程序不认识这个文件，可能名字写错了")
    hall = newest(files, "hall", lambda text, file: parse_hall(text, file, demo=demo), day)
    roster_file, roster = holding(files, "roster", parse_roster, day)
    types = parse_dispute_types(_text(files, DISPUTE_TYPES), DISPUTE_TYPES)
    places = parse_places(_text(files, TOWNSHIPS), TOWNSHIPS, hall.home_banner)
    mediation = build_mediation(newest(files, "mediation", parse_mediation, day), places)
    units_file, units = holding(files, "units", parse_units, day)
    duties_file, duties = holding(files, "duties", parse_duties, day)
    assessment_file, assessment = holding(files, "assessment", parse_assessment, day)
    supervision_file, supervision = holding(files, "supervision", parse_supervision, day)
    roadmap_file, roadmap = holding(files, "roadmap", parse_roadmap, day)
    policy = Policy(
        rev=policy_rev(files),
        hall=hall,
        acceptance=newest(files, "acceptance", parse_acceptance, day),
        attachments=newest(files, "attachments", parse_attachments, day),
        imports=build_imports(files, day),
        deadlines=newest(files, "deadlines", parse_deadlines, day),
        calendar=WorkCalendar.of(year_calendars(files, day), hall.opening),
        categories=newest(files, "categories", parse_categories, day),
        kiosk=newest(files, "kiosk", parse_kiosk, day),
        lookup=newest(files, "lookup", parse_lookup, day),
        masking=newest(files, "masking", parse_masking, day),
        roster=roster,
        voice=newest(files, "voice", parse_voice, day),
        centres=newest(files, "centres", parse_centres, day),
        casework=newest(files, "casework", parse_casework, day),
        places=places,
        dispute_types=types,
        units=build_units(units, mediation_units(mediation), places, hall, units_file),
        duties=duties,
        mediation=mediation,
        grading=newest(files, "grading", parse_grading, day),
        emergency=newest(files, "emergency", parse_emergency, day),
        supervision=supervision,
        whistle=newest(files, "whistle", parse_whistle, day),
        roadmap=roadmap,
        coordination=newest(files, "coordination", parse_coordination, day),
        papers=newest(files, "papers", parse_papers, day),
        risk=newest(files, "risk", parse_risk, day),
        population=parse_population(_text(files, POPULATION), POPULATION, places),
        alarms=newest(files, "alarms", parse_alarms, day),
        wall_notices=newest(files, "wall_notices", parse_wall_notices, day),
        warnings=newest(files, "warnings", parse_warnings, day),
        assessment=assessment,
        guard=newest(files, "guard", parse_guard, day),
        retention=newest(files, "retention", parse_retention, day),
        citizen_page=newest(files, "citizen_page", parse_citizen_page, day),
    )
    _codes_are_in_the_standard(policy)
    check_imports(policy.imports, policy.categories, types, places)
    check_scope_table(policy.acceptance, policy.deadlines, types, "acceptance.toml")
    check_roster(roster, hall, roster_file)
    check_duties(duties, policy.units, types, duties_file)
    check_supervision(supervision, policy.deadlines, supervision_file)
    check_assessment(assessment, policy.deadlines, assessment_file)
    check_roadmap(roadmap, roadmap_file)
    _consultations_are_records(policy)
    _rooms_are_in_zones(policy)
    if policy.units.of(policy.grading.major_lead_unit) is None:
        raise PolicyError("grading.toml", "major_lead_unit", f"没有单位 {policy.grading.major_lead_unit}")
    return policy


def policy_rev(files: Mapping[str, str]) -> str:
    """A short stable hash over names and texts: the same files give the same revision on every machine."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name, files[name]):
            raw = part.encode()
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:_REV_DIGITS]


def _is_known(name: str) -> bool:
    if name in (TOWNSHIPS, DISPUTE_TYPES, POPULATION):
        return True
    if name.startswith((CALENDAR_FOLDER, IMPORTS_FOLDER)):
        return name.endswith(".toml")
    return name.endswith(".toml") and kind_of(name) in KINDS


def _text(files: Mapping[str, str], name: str) -> str:
    if name not in files:
        raise PolicyError(name, "文件", "缺少这个文件")
    return files[name]


def _consultations_are_records(policy: Policy) -> None:
    """Raises PolicyError when a 会商 would stand in its case as something else."""
    kind = policy.casework.record_kind(policy.coordination.case_record_kind)
    if kind is None or not kind.consultation:
        raise PolicyError("coordination.toml", "case_record_kind", "casework.toml 里没有这种会商记录")


def _rooms_are_in_zones(policy: Policy) -> None:
    """Raises PolicyError for a room in a zone that the hall does not have."""
    zones = {zone.key for zone in policy.hall.zones}
    if strange := [room.key for room in policy.casework.rooms if room.zone and room.zone not in zones]:
        raise PolicyError("casework.toml", f"rooms.{strange[0]}", "hall.toml 里没有这个功能区")


def _codes_are_in_the_standard(policy: Policy) -> None:
    """Raises PolicyError for a code of GB/T 31000 that a file names and the standard does not have."""
    follow_up = policy.supervision.follow_up
    for file, key, codes in (
        *(("categories", f"{one.id}.gb_codes", one.gb_codes) for one in policy.categories.categories),
        *(
            ("acceptance", f"scope.{i}.gb_codes", one.gb_codes)
            for i, one in enumerate(policy.acceptance.scope)
        ),
        *(("mediation", f"{one.unit}.gb_codes", one.gb_codes) for one in policy.mediation.registry),
        *(("roadmap", f"{one.key}.gb_codes", one.gb_codes) for one in policy.roadmap.roadmaps),
        ("deadlines", "petition_gb_codes", policy.deadlines.petition_gb_codes),
        ("duties", "dual_gb_codes", policy.duties.dual_gb_codes),
        ("grading", "prior_ruling_gb_codes", policy.grading.prior_ruling_gb_codes),
        ("retention", "long_gb_codes", policy.retention.long_gb_codes),
        ("supervision", "follow_up.performance_gb_codes", follow_up.performance_gb_codes),
    ):
        if unknown := [code for code in codes if code not in policy.dispute_types]:
            raise PolicyError(f"{file}.toml", key, f"GB/T 31000 里没有 {unknown[0]}")
