"""What the registration form makes of what stands in its fields: a matter, sentences, and the words of the mirror."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.party import Party, PartyRole, Representative
from cases.people.phone import parse_phone
from cases.refusal import Reader
from counter.knows import Rules
from counter.matter_sheet import matter_shown
from counter.registration.fields import FormFields
from counter.registration.form_text import FormText, PartyText, form_of, written
from counter.registration.options import find_options
from counter.registration.reading import Read, read_form
from tests.counter.given_hall import CASE

TODAY = date(2026, 11, 23)
ID = "15050219000101001X"
NOTHING = (OpenMatter(), PrivateMatter())
WRITTEN = ("place_detail", "happened_on", "people", "amount", "other_side", "units", "story", "evidence")
PARTY_FIELDS = ("name", "id_number", "phone", "birth", "address", "person_count", "representatives")
TEXT = st.text(max_size=30)


def read(form: FormText, rules: Rules, before: tuple[OpenMatter, PrivateMatter] = NOTHING) -> Read:
    return read_form(form, before, rules.policy, TODAY)


def fields(form: FormText, rules: Rules, at: int = 0) -> FormFields:
    return FormFields(form, read(form, rules), at, (rules.policy, rules.texts), TODAY)


WHOLE = (
    OpenMatter(
        category="labour_wages",
        town="150502001",
        party_count=37,
        amount_fen=80_000_000,
        dispute_type="0701",
        event_scale="03",
        happened_on=date(2026, 11, 1),
        language="mn",
        needs=("interpreter",),
        consents=("rights", "mediation"),
    ),
    PrivateMatter(
        other_side="某建筑公司",
        story="钱一直没给。",
        contact_name="李某甲",
        contact_phone="13000000017",
        lookup_code="482916",
        parties=(
            Party(
                name="李某甲",
                id_kind="resident",
                id_number=ID,
                verified_by="manual",
                phone="13000000017",
                sex="1",
                nation="02",
                birth=date(1900, 1, 1),
                address="某嘎查",
            ),
            Party(
                role=PartyRole.THIRD_PARTY,
                is_group=True,
                name="第三组村民",
                person_count=36,
                representatives=(
                    Representative(name="王某乙", phone="13000000018"),
                    Representative(name="包某丙"),
                ),
            ),
        ),
        place_detail="工地",
        units="某局",
        summary="欠薪",
        demand="要回工资",
        evidence=("合同", "工资条"),
        referrer="网格员包某丁",
    ),
)


def test_a_form_that_nobody_touched_says_the_same_matter(rules: Rules) -> None:
    found = read(form_of(*WHOLE), rules, WHOLE)
    assert found.problems == {}
    assert (found.open, found.private) == WHOLE


@given(
    opened=st.builds(
        OpenMatter,
        category=st.sampled_from(["debt", None]),
        town=st.sampled_from(["150502001", "150521", None]),
        amount_fen=st.one_of(st.none(), st.integers(0, 10**12 - 1)),
        dispute_type=st.sampled_from(["0203", None]),
        happened_on=st.one_of(st.none(), st.dates(date(2000, 1, 1), TODAY)),
        needs=st.sampled_from([(), ("wheelchair",)]),
    ),
    name=st.sampled_from(["", "李某甲", "阿某·某某"]),
    story=st.sampled_from(["", "第一行\n第二行"]),
)
def test_what_the_kiosk_collected_is_taken_over_as_it_is(
    rules: Rules, opened: OpenMatter, name: str, story: str
) -> None:
    private = PrivateMatter(contact_name=name, contact_phone="13000000017", story=story, lookup_code="482916")
    found = read(form_of(opened, private), rules, (opened, private))
    assert (found.open, replace(found.private, parties=())) == (opened, private)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("people", "0", "count.range"),
        ("people", "三", "count.range"),
        ("amount", "很多", "amount.unreadable"),
        ("happened_on", "昨天", "date.unreadable"),
        ("party.name", "李4", "name.characters"),
        ("party.phone", "12", "phone.length"),
        ("party.id_number", "150521190002290016", "id.birth"),
        ("party.birth", "20270101", "date.future"),
    ],
)
def test_a_field_that_cannot_be_read_is_named_and_kept_as_it_was_typed(
    rules: Rules, key: str, text: str, code: str
) -> None:
    form = written(FormText(), key, text, 0)
    found = read(form, rules)
    ((field, refusal),) = found.problems.items()
    assert (field, refusal.code) == (key.replace("party.", "0."), code)
    assert rules.texts.tell(refusal, Reader.STAFF)
    assert form_of(found.open, found.private) == form


@settings(max_examples=40)
@given(
    st.fixed_dictionaries(dict.fromkeys(WRITTEN, TEXT)),
    st.fixed_dictionaries({**dict.fromkeys(PARTY_FIELDS, TEXT), "is_group": st.booleans()}),
)
def test_whatever_is_typed_is_a_matter_and_named_problems(
    rules: Rules, typed: dict[str, str], party: dict[str, str]
) -> None:
    form = FormText(parties=(PartyText(**party),), **typed)  # type: ignore[arg-type]  # drawn by name
    found = read(form, rules)
    assert {key for key, _ in found.private.unread} == set(found.problems)
    assert fields(form, rules).left
    assert fields(form, rules).right
    phone = found.private.contact_phone
    assert phone == "" or parse_phone(phone) == phone


def test_writing_a_name_takes_the_withholding_back(rules: Rules) -> None:
    before = (OpenMatter(contact_withheld=True, staff_writes_story=True), PrivateMatter())
    found = read(FormText(parties=(PartyText(name="李某甲"),), story="说了。"), rules, before)
    assert not found.open.contact_withheld
    assert not found.open.staff_writes_story


def test_of_a_group_the_first_who_speaks_for_it_is_called_back(rules: Rules) -> None:
    group = PartyText(is_group=True, person_count="37", representatives="王某乙 13000000018\n包某丙")
    found = read(FormText(parties=(group,)), rules)
    assert (found.private.contact_name, found.private.contact_phone) == ("王某乙", "13000000018")
    too_many = replace(group, representatives="\n".join("甲乙丙丁戊己"))
    assert read(FormText(parties=(too_many,)), rules).problems["0.representatives"].code == (
        "representatives.too_many"
    )


def test_a_party_of_whom_nothing_is_said_is_not_written(rules: Rules) -> None:
    form = FormText(parties=(PartyText(name="李某甲"), PartyText(role="respondent")))
    assert [party.name for party in read(form, rules).private.parties] == ["李某甲"]


def test_the_number_says_its_paper_sex_and_age_beside_the_field(rules: Rules) -> None:
    form = FormText(parties=(PartyText(id_number=ID),))
    (line,) = [line for line in fields(form, rules).left if line.key == "party.id_number"]
    assert line.note == "居民身份证 · 男 · 126岁"


def test_the_scale_is_suggested_by_the_number_of_persons(rules: Rules) -> None:
    assert read(FormText(people="37"), rules).open.event_scale == "03"
    assert read(FormText(people="37", event_scale="02"), rules).open.event_scale == "02"
    assert read(FormText(), rules).open.event_scale is None


def test_the_mirror_says_everything_that_is_filled_and_nothing_else(rules: Rules) -> None:
    form = form_of(*WHOLE)
    said = {(line.section, line.label): line.value for line in fields(form, rules).mirror}
    assert said["当事人", "姓名"] == "李某甲"
    assert said["当事人", "群体名称"] == "第三组村民"
    assert said["事项", "类型"] == "劳动人事争议 · 劳动合同、劳务派遣"
    assert said["诉求与证据", "诉求"] == "要回工资"
    assert said["告知与需要", "语言"] == "蒙古语"
    assert said["来访人的话", "来访人的话"] == "钱一直没给。"
    assert all(line.value for line in fields(FormText(), rules).mirror)
    keys = [line.key for line in fields(form, rules).mirror]
    assert len(keys) == len(set(keys))


def test_a_place_is_found_by_a_part_of_its_name_own_banner_first(rules: Rules) -> None:
    def names(words: str) -> list[str]:
        return [option.name for option in find_options("town", words, "", rules.policy, rules.texts)]

    assert names("大林") == ["科尔沁区大林镇"]
    assert names("")[0] == "科尔沁区"
    assert len(names("")) == 7


def test_those_who_live_here_stand_first_among_the_nations(rules: Rules) -> None:
    def names(words: str) -> list[str]:
        return [option.name for option in find_options("party.nation", words, "", rules.policy, rules.texts)]

    assert names("")[:3] == ["蒙古", "汉", "满"]
    assert names("蒙古族") == ["蒙古"]
    assert names("31") == ["达斡尔"]


def test_the_card_says_the_type_the_place_and_what_the_visitor_needs(rules: Rules) -> None:
    opened, private = WHOLE
    shown = matter_shown(
        replace(CASE, case_state="accepted", open=opened, private=private), None, rules.policy, rules.texts
    )
    assert shown.category == "讨薪劳动 · 劳动合同、劳务派遣"
    assert shown.place == "科尔沁区科尔沁街道 工地"
    assert shown.note == "来访人需要：蒙古语、翻译"


@pytest.mark.parametrize("typed", ["3-5", "3－5", "3~5", "-3", "3 5-"])
def test_a_range_or_a_minus_is_no_number_of_people(rules: Rules, typed: str) -> None:
    told = read(FormText(people=typed), rules)
    assert told.problems["people"].code == "count.range"
    assert told.open.party_count is None


def test_a_number_of_people_may_be_typed_wide_or_with_blanks(rules: Rules) -> None:
    assert read(FormText(people=" ３ 7 "), rules).open.party_count == 37


def test_what_the_form_does_not_ask_stays_in_the_matter(rules: Rules) -> None:
    before = OpenMatter(
        tags=("wage_arrears",), emergencies=("violence",), prior_ruling=True, demanded_by=date(2026, 12, 1)
    )
    told = read(FormText(people="2"), rules, (before, PrivateMatter(sent_by="上级")))
    assert told.open == replace(before, party_count=2, event_scale=told.open.event_scale)
    assert told.private.sent_by == "上级"
