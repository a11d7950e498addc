"""Possible duplicates: reasons, never a score; firm reasons before soft ones."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.hall_time import HALL_ZONE
from cases.matter.duplicates import (
    Candidate,
    Likeness,
    Reason,
    Term,
    TermKind,
    possible_duplicates,
    terms_of,
)
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.party import Party, PartyRole, Representative, scale_of

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
TOWN = OpenMatter(town="150502003")
ID = "15050219000101001X"


def earlier(case_id: str, private: PrivateMatter, opened: OpenMatter = TOWN, days_ago: int = 1) -> Candidate:
    at = MONDAY - timedelta(days=days_ago)
    return Candidate(case_id=case_id, registered_at=at, open=opened, private=private)


def applicant(**given_: object) -> PrivateMatter:
    return PrivateMatter(parties=(replace(Party(), **given_),))  # type: ignore[arg-type]  # the test names fields


@pytest.mark.parametrize(
    ("typed", "before", "reasons"),
    [
        (applicant(id_number=ID), applicant(id_number="15050219000101001x"), (Reason.SAME_ID,)),
        (applicant(id_number="150502000101001"), applicant(id_number=ID), (Reason.SAME_ID,)),
        (applicant(phone="13000000001"), PrivateMatter(contact_phone="130 0000 0001"), (Reason.SAME_PHONE,)),
        (applicant(name="李某甲"), PrivateMatter(contact_name="李某甲"), (Reason.SAME_NAME_AND_TOWN,)),
        (
            PrivateMatter(other_side="某建筑公司"),
            PrivateMatter(parties=(Party(role=PartyRole.RESPONDENT, name="某建筑公司"),)),
            (Reason.SAME_OTHER_SIDE,),
        ),
        (
            PrivateMatter(place_detail="幸福小区3号楼"),
            PrivateMatter(place_detail="幸福小区 3号楼2单元"),
            (Reason.SAME_OBJECT,),
        ),
        (PrivateMatter(place_detail="幸福小区"), PrivateMatter(place_detail="幸福小区附近的路口"), ()),
        (applicant(name="李某甲"), applicant(name="李某乙"), ()),
    ],
)
def test_what_two_matters_share_is_the_reason(
    typed: PrivateMatter, before: PrivateMatter, reasons: tuple[Reason, ...]
) -> None:
    found = possible_duplicates(TOWN, typed, [earlier("c1", before)])
    assert found == ((Likeness(case_id="c1", reasons=reasons),) if reasons else ())


def test_a_name_alone_says_nothing_about_another_town() -> None:
    typed = applicant(name="李某甲")
    elsewhere = earlier("c1", typed, OpenMatter(town="150521100"))
    in_the_banner = earlier("c2", typed, OpenMatter(town="150502"))
    unknown = earlier("c3", typed, OpenMatter())
    found = possible_duplicates(TOWN, typed, [elsewhere, in_the_banner, unknown])
    assert [like.case_id for like in found] == ["c2"]


def test_the_firmest_reason_stands_first_then_the_newest() -> None:
    typed = PrivateMatter(
        contact_phone="13000000001", parties=(Party(name="李某甲", id_number=ID),), other_side="楼上住户"
    )
    found = possible_duplicates(
        TOWN,
        typed,
        [
            earlier("side", PrivateMatter(other_side="楼上住户")),
            earlier("phone old", PrivateMatter(contact_phone="13000000001"), days_ago=9),
            earlier("phone new", PrivateMatter(contact_phone="13000000001"), days_ago=2),
            earlier("id", applicant(id_number=ID), days_ago=300),
            earlier("nothing", PrivateMatter(contact_name="包某丁")),
        ],
    )
    assert [like.case_id for like in found] == ["id", "phone new", "phone old", "side"]


def test_a_likeness_says_reasons_and_has_no_number_for_a_person() -> None:
    assert [field.name for field in fields(Likeness)] == ["case_id", "reasons"]


def test_those_who_speak_for_a_group_are_found_too() -> None:
    group = Party(is_group=True, representatives=(Representative(name="王某乙", phone="13000000002"),))
    terms = terms_of(PrivateMatter(parties=(group,)))
    assert terms == {Term(TermKind.PHONE, "13000000002"), Term(TermKind.NAME, "王某乙")}


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_a_matter_is_always_like_itself_when_it_says_who(name: str, phone: str, place: str) -> None:
    private = PrivateMatter(contact_name=name, contact_phone=phone, place_detail=place)
    found = possible_duplicates(TOWN, private, [earlier("c1", private)])
    kinds = {term.kind for term in terms_of(private)}
    assert bool(found) >= bool(kinds & {TermKind.NAME, TermKind.PHONE})


def test_the_scale_follows_the_number_of_persons() -> None:
    scales = [scale_of(count) for count in (None, 1, 4, 5, 29, 30)]
    assert [scale and scale.value for scale in scales] == [None, "01", "01", "02", "02", "03"]
