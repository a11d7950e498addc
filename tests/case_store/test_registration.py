"""Registration beside the citizen at the hall: autosave, earlier matters, and going on with one of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import uuid_utils.compat as uuid_v7

from case_store.admin import rebuild
from case_store.hall.house import AtDesk
from cases.casework.case_events import CaseRegistered
from cases.codec import encode
from cases.data_taken import DataTaken
from cases.matter.duplicates import EarlierMatter, Reason
from cases.matter.matter import OpenMatter, PrivateMatter, SealedMatter
from cases.people.party import Party, PartyRole, Representative
from cases.queue.visit_events import DraftSaved
from tests.case_store.hall_process import write_config
from tests.case_store.one_hall import MONDAY, OPEN, PRIVATE, OneHall, granted, refused

ID = "15050219000101001X"
FULL = replace(
    PRIVATE,
    parties=(
        Party(name="李某甲", id_kind="resident", id_number=ID, birth=date(1900, 1, 1), sex="1", nation="02"),
        Party(
            role=PartyRole.RESPONDENT,
            is_group=True,
            person_count=37,
            representatives=(Representative(name="王某乙", phone="13000000002"),),
        ),
    ),
    demand="要回工资",
    evidence=("合同", "工资条"),
    unread=(("amount", "八十万"),),
)
OPENED = replace(OPEN, dispute_type="0203", happened_on=date(2026, 11, 1), needs=("interpreter",))


def saves(hall: OneHall) -> int:
    return sum(isinstance(event, DraftSaved) for event in hall.events())


def look(hall: OneHall, desk: AtDesk, visit_id: str, private: PrivateMatter) -> tuple[EarlierMatter, ...]:
    return granted(hall.store.hall.registration.earlier_matters(desk, visit_id, (OPEN, private)))


def test_what_was_typed_is_there_after_the_store_was_started_again(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    kept = granted(hall.store.hall.registration.save_draft(desk, row.visit_id, (OPENED, FULL)))
    assert MONDAY <= kept.saved_at <= hall.clock.now()
    hall.reopen()
    draft = hall.open_matter(desk, row)
    assert (draft.open, draft.private, draft.case_id) == (OPENED, FULL, None)


def test_going_through_fields_without_changing_them_writes_nothing(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False, draft=True)
    row = hall.serve(desk)
    door = hall.store.hall.registration
    granted(door.save_draft(desk, row.visit_id, (OPEN, PRIVATE)))
    assert saves(hall) == 0
    for _ in range(3):
        granted(door.save_draft(desk, row.visit_id, (OPENED, FULL)))
    assert saves(hall) == 1


def test_a_draft_becomes_a_case_with_everything_that_was_filled(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    granted(hall.store.hall.registration.save_draft(desk, row.visit_id, (OPENED, FULL)))
    draft_id = hall.open_matter(desk, row).draft_id
    told = replace(FULL, unread=(), lookup_code="")
    case = granted(hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, (OPENED, told)))
    assert case.case_id == draft_id
    assert replace(case.private, lookup_code="") == told
    (registered,) = [event for event in hall.events() if isinstance(event, CaseRegistered)]
    assert registered.matter.open == OPENED


def test_the_unsaved_form_of_a_case_is_kept_beside_it_until_it_is_written(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    granted(hall.store.hall.registration.save_draft(desk, row.visit_id, (OPENED, FULL)))
    matter = hall.open_matter(desk, row)
    assert (matter.open, matter.private) == (OPEN, PRIVATE)
    assert (matter.unsaved_open, matter.unsaved_private) == (OPENED, FULL)
    told = replace(FULL, unread=())
    granted(hall.store.hall.correct(uuid_v7.uuid7(), desk, row.case_id or "", (OPENED, told)))
    after = hall.open_matter(desk, row)
    assert (after.private, after.unsaved_open) == (told, None)


def test_only_the_desk_that_has_the_citizen_saves_and_looks(hall: OneHall) -> None:
    mine, other = hall.desk(1), hall.desk(2)
    hall.take()
    row = hall.serve(mine)
    door = hall.store.hall.registration
    assert refused(door.save_draft(other, row.visit_id, (OPEN, PRIVATE))) == "visit.not_at_this_desk"
    assert refused(door.earlier_matters(other, row.visit_id, (OPEN, PRIVATE))) == "visit.not_at_this_desk"
    hall.end(mine, row)
    assert refused(door.save_draft(mine, row.visit_id, (OPENED, FULL))) == "visit.not_at_this_desk"


def test_earlier_matters_of_the_same_person_are_found_masked_and_with_reasons(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()  # 李某甲, 13000000001, 楼上住户
    hall.end(desk, hall.serve(desk))
    hall.take(confirmed=False)
    row = hall.serve(desk)
    (found,) = look(hall, desk, row.visit_id, PRIVATE)
    assert found.reasons == (Reason.SAME_PHONE, Reason.SAME_NAME_AND_TOWN, Reason.SAME_OTHER_SIDE)
    assert (found.masked_names, found.category, found.town) == (("李**",), "neighbour", "150502003")
    assert found.case_state == "registered"
    assert look(hall, desk, row.visit_id, PrivateMatter(contact_name="包某丁")) == ()
    taken = [event for event in hall.events() if isinstance(event, DataTaken)]
    assert [(t.staff_id, t.what, t.form, t.rows) for t in taken] == [("s1", "earlier_matters", "screen", 1)]


def test_the_visit_s_own_matter_is_no_duplicate_of_itself(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    assert look(hall, desk, hall.serve(desk).visit_id, PRIVATE) == ()


def test_a_number_that_was_corrected_is_found_by_the_new_one_only(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    first = hall.serve(desk)
    moved = replace(PRIVATE, contact_phone="13000000009", contact_name="", other_side="")
    granted(hall.store.hall.correct(uuid_v7.uuid7(), desk, first.case_id or "", (OPEN, moved)))
    hall.end(desk, first)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    assert look(hall, desk, row.visit_id, PrivateMatter(contact_phone="13000000001")) == ()
    assert len(look(hall, desk, row.visit_id, PrivateMatter(contact_phone="13000000009"))) == 1


def test_a_visit_goes_on_with_an_earlier_matter_that_shares_something(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    earlier = hall.serve(desk)
    hall.end(desk, earlier)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    door, case_id = hall.store.hall.registration, earlier.case_id or ""
    stranger = (OPEN, PrivateMatter(contact_name="包某丁"))
    assert (
        refused(door.link(uuid_v7.uuid7(), desk, row.visit_id, case_id, stranger)) == "registration.not_alike"
    )
    command_id = uuid_v7.uuid7()
    linked = granted(door.link(command_id, desk, row.visit_id, case_id, (OPEN, PRIVATE)))
    assert (linked.case_id, linked.private) == (case_id, PRIVATE)
    assert granted(door.link(command_id, desk, row.visit_id, case_id, (OPEN, PRIVATE))) == linked
    assert hall.open_matter(desk, row).case_id == case_id


def test_search_keys_name_nobody_and_are_made_again_by_rebuild(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    granted(hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, (OPENED, replace(FULL, unread=()))))
    hall.store.hall.tick()
    before = sorted(tuple(r) for r in hall.rows("SELECT kind, key_hash, case_id FROM search_key"))
    assert {kind for kind, *_ in before} == {"id", "phone", "name", "other_side"}
    everything = repr(before) + repr(hall.rows("SELECT body, aggregate FROM event"))
    for secret in ("李某甲", "13000000001", ID, "王某乙", "要回工资", "八十万"):
        assert secret not in everything
    hall.store.close()
    assert rebuild.main(write_config(hall)) == 0
    hall.store = hall.opened()
    assert sorted(tuple(r) for r in hall.rows("SELECT kind, key_hash, case_id FROM search_key")) == before


def test_the_same_person_is_found_by_other_keys_at_every_store(hall: OneHall, tmp_path: Path) -> None:
    other, found = OneHall(tmp_path / "other"), list[set[str]]()
    for one in (hall, other):
        one.take()
        one.store.hall.tick()
        keys = one.rows("SELECT kind, key_hash FROM search_key")
        assert {"phone", "name"} <= {kind for kind, _ in keys}
        found.append({key_hash for _, key_hash in keys})
    other.store.close()
    assert not found[0] & found[1]


def test_wrapped_keys_of_a_draft_are_never_in_its_event(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    granted(hall.store.hall.registration.save_draft(desk, row.visit_id, (OPENED, FULL)))
    (saved,) = [event for event in hall.events() if isinstance(event, DraftSaved)]
    assert saved.draft.keys == ()
    assert len(hall.rows("SELECT reader FROM case_key WHERE case_id = :i", i=saved.draft_id)) == 2
    assert hall.faults() == []


def test_what_is_not_filled_takes_no_room_in_an_event() -> None:
    """So that events of before the form grew, and kiosks that know nothing of it, read and write the same."""
    draft = SealedMatter(open=OpenMatter(category="debt", amount_fen=5))
    name, version, body = encode(DraftSaved(draft_id="d", draft=draft, staff_id="s1"))
    assert (name, version, body["draft"]) == (
        "draft_saved",
        1,
        {"open": {"category": "debt", "amount_fen": 5}},
    )
