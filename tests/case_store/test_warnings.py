"""风险预警 over real HTTP: from matters that pile up to a crossing, a draft, its words, its approval and its number."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import orjson
import pytest
import uuid_utils.compat as uuid_v7
from pypdf import PdfReader

from case_store.log.schema import document_serial, event, notice, risk_level, warning
from case_store.risk.risk_round import risk_round
from case_store.risk.warning_drafting import draft_warnings
from case_store.store import Store
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter
from cases.matter.source import Source
from cases.paper.paper_record import shown_hash
from cases.refusal import Refusal
from cases.risk.warning_acts import Approve, DraftByHand, Drop, Edit
from cases.risk.warning_report import Crossing, Section
from cases.risk.warning_rules import record_hash
from cases.risk.warning_view import WarningPage
from cases.risk.warning_words import WarningWords
from cases.texts import parse_texts
from cases.views import StaffView
from cases.views_risk import RiskTerm, WarningRow
from printing.a4.describe import describe
from printing.a4.papers.risk_warning import warning_paper
from printing.a4.pdf import make
from printing.a4.type_faces import TypeFaces
from tests.case_store.casework_hall import NOISE_WORDS, CaseworkHall, at_work, employ, open_hall
from tests.case_store.one_hall import POLICY, granted, refused
from tests.case_store.served import ASSETS, Ground, rows

TOWN, BANNER = "150502104", "150502"
LEAD2 = StaffView(staff_id="lead2", name="白某辛", role="leader")
OF_TOWN = StaffView(staff_id="of_town", name="白某壬", role="supervisor", unit=f"territory_{TOWN}")
CROWD = OpenMatter(category="neighbour", dispute_type="0203", town=TOWN, party_count=60)
SPRING = 133  # days later, a Monday: the index knows by then what is usual here
TEXTS = parse_texts({path.name: path.read_text("utf-8") for path in (ASSETS / "texts").glob("*.toml")})
FACES = TypeFaces(ASSETS / "fonts")
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all of these; on its second morning the index of 丰田镇 has crossed upwards."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    employ(opened.hall, LEAD2, OF_TOWN)
    asyncio.run(_pile_up(opened))
    yield opened
    opened.stop()


async def _pile_up(ground: Ground) -> None:
    """Five matters of long ago, which are overdue by now, then a crowd that comes again and again."""
    async with at_work(ground, "disp") as hall:
        for number in range(5):
            await _bring_in(hall, replace(CROWD, party_count=1), f"1300000010{number}")
    await _next_morning(ground, SPRING)
    async with at_work(ground, "disp") as hall:
        for _ in range(10):
            await _bring_in(hall, CROWD, "13000000200")
    await _next_morning(ground, SPRING + 1)


async def _bring_in(hall: CaseworkHall, opened: OpenMatter, phone: str) -> None:
    hall.ground.clock.move_by(timedelta(seconds=1))
    words = replace(NOISE_WORDS, contact_phone=phone)
    granted(await hall.who["disp"].casework.bring_in(Source.PHONE, opened, words))


async def _next_morning(ground: Ground, day: int) -> None:
    """The picture of the day before is made, and the day is assessed."""
    store = store_of(ground)
    await store.run(store.hall.registration.rebuild)  # by whose numbers they are found again
    ground.clock.move_to(MONDAY + timedelta(days=day))
    await risk_round(store)


def store_of(ground: Ground) -> Store:
    assert ground.hall.store is not None
    return ground.hall.store


def crossing(area: str, group: str = "", index: float = 61.5, **more: object) -> Crossing:
    """One as the assessment hands it over."""
    day = MONDAY.date() + timedelta(days=SPRING)
    terms = (RiskTerm(term="O", value=25.0, weight=0.2, facts=(("red", "1"), ("open", "4"))),)
    values = {
        "area": area,
        "group": group,
        "index": index,
        "level": "high",
        "was_level": "medium",
        "day": day,
        "first_day": day - timedelta(days=29),
        "last_day": day,
        "terms": terms,
        "policy_version": POLICY.risk.effective_from.isoformat(),
    }
    return Crossing(**(values | more))  # type: ignore[arg-type]


async def drafted(ground: Ground, *crossings: Crossing) -> int:
    """As the daily assessment does, in a transaction of the store."""
    store = store_of(ground)

    def draft() -> int:
        with store.hall.runner.writing() as work:
            return draft_warnings(work, store.house, crossings)

    return await store.run(draft)


@asynccontextmanager
async def people(ground: Ground) -> AsyncIterator[CaseworkHall]:
    async with at_work(ground, "sup", "lead", "lead2", "disp", "s1", "c_labour", "of_town") as hall:
        yield hall


def of_area(found: tuple[WarningRow, ...] | Refusal, area: str, group: str = "") -> WarningRow:
    return next(row for row in granted(found) if (row.area, row.group) == (area, group))


async def test_a_crossing_becomes_a_draft_that_a_person_edits_and_another_one_approves(
    ground: Ground,
) -> None:
    levels = {(row.area, row.type_group): row.level for row in rows(ground, risk_level)}
    assert levels[TOWN, ""] == "high"
    async with people(ground) as hall:
        sup, lead = hall.who["sup"].warnings, hall.who["lead"].warnings
        row = of_area(await hall.who["disp"].warnings.rows(), TOWN)
        assert (row.state, row.number, row.area_name) == ("drafted", "", "科尔沁区丰田镇")
        page = granted(await sup.page(row.warning_id))
        report = page.report
        volume = dict(next(term.facts for term in report.terms if term.term == "V"))
        assert report.window.received == int(volume["count"]) == 10
        assert report.before.received == 0
        assert (report.open, report.overdue) == (15, 5)
        assert report.repeats is not None
        assert (report.repeats.repeated, report.repeats.count) == (9, 10)
        assert [(area.name, area.now, area.is_own) for area in report.areas] == [("丰田镇", 10, True)]
        assert [(kind.key, kind.now) for kind in report.types] == [("02", 10)]
        assert report.weeks[-1].stock == 15
        assert any("重复" in text for text in report.suggestions)
        assert page.acts == ("edit",)  # a supervisor writes, a leader approves

        edited = granted(await sup.act(row.warning_id, Edit(section="overview", text="都是一个工地的噪声。")))
        assert edited.words == (("overview", "都是一个工地的噪声。"),)
        assert edited.report == report  # a person's words change no number
        shown = granted(await lead.page(row.warning_id))
        assert shown.acts == ("edit", "approve", "drop")

        command = uuid_v7.uuid7()
        approved = granted(await lead.act(row.warning_id, Approve(), command))
        assert granted(await lead.act(row.warning_id, Approve(), command)) == approved
        assert approved.row.number == "通科综治预警〔2027〕1号"
        assert approved.row.decided_by_name == "孟某庚"
        kept = next(one for one in rows(ground, warning) if one.warning_id == row.warning_id)
        assert (kept.state, kept.number) == ("approved", approved.row.number)
        figures = _figures(ground, row.warning_id)
        assert approved.content_hash == record_hash(approved.row.number, figures, edited.words)
        assert [line.type for line in approved.lines] == [
            "warning_drafted",
            "warning_edited",
            "warning_approved",
        ]
        assert (
            refused(await sup.act(row.warning_id, Edit(section="overview", text="再改"))) == "warning.decided"
        )
        assert refused(await lead.act(row.warning_id, Drop(reason="不发"))) == "warning.decided"
    told = [one for one in rows(ground, notice) if one.code == "notice.warning_approved"]
    assert [approved.row.number in one.facts for one in told] == [True]


async def test_the_report_on_paper_says_the_numbers_of_the_log(ground: Ground) -> None:
    async with people(ground) as hall:
        lead, lead2 = hall.who["lead"].warnings, hall.who["lead2"].warnings
        group = of_area(await lead.rows(), BANNER, "02")
        page = granted(await lead.act(group.warning_id, Edit(section="types", text="噪声最多。")))
        assert page.needs_another
        assert "approve" not in page.acts
        assert refused(await lead.act(group.warning_id, Approve())) == "warning.own_words"
        taken = granted(await lead2.take(group.warning_id))
        approved = granted(await lead2.act(group.warning_id, Approve()))
        assert taken.report == approved.report == page.report
        words = paper_words(approved)
        report, say = approved.report, WarningWords(approved.report, approved.words, TEXTS)
        assert approved.row.number in words
        assert TEXTS.get("papers.risk_warning.stamp") not in words
        assert shown_hash(approved.content_hash).replace(" ", "") in words
        assert "噪声最多。" in words
        for section in Section:
            for sentence in say.of(section):
                assert "".join(sentence.split()) in words, sentence
        for one in report.terms:
            assert "".join(say.why(one).split()) in words
            assert say.value(one) in words
        assert f"{report.areas[0].name}{report.areas[0].now}" in words
    exports = [row for row in rows(ground, event) if row.type == "data_taken"]
    assert [orjson.loads(row.body)["what"] for row in exports] == ["risk_warning"]


async def test_a_day_of_many_crossings_drafts_the_highest_and_tells_how_many_are_left(ground: Ground) -> None:
    most = POLICY.warnings.drafts_a_day_max
    towns = [town.code for banner in POLICY.places.banners[1:3] for town in banner.towns][: most + 4]
    day = MONDAY.date() + timedelta(days=SPRING + 9)
    crossings = [crossing(town, index=60 + number / 10, day=day) for number, town in enumerate(towns)]
    assert await drafted(ground, *crossings) == most
    async with people(ground) as hall:
        found = granted(await hall.who["disp"].warnings.rows())
        made = {row.area for row in found if row.area in towns}
        assert made == set(towns[4:])  # the highest index first
        told = [row for row in rows(ground, notice) if row.code == "notice.warnings_drafted"]
        assert any(["left", "4"] in orjson.loads(row.facts) for row in told)
        # The same assessment once more, and a crossing of another day while drafts lie open: nothing is drafted twice.
        again = crossing(towns[-1], index=71.0, day=day + timedelta(days=3))
        assert await drafted(ground, *crossings[4:], again) == 0
        row = of_area(tuple(found), towns[-1])
        page = granted(await hall.who["sup"].warnings.page(row.warning_id))
        assert [line.type for line in page.lines] == ["warning_drafted", "warning_crossed_again"]
        assert page.report.index_tenths == round(crossings[-1].index * 10)
        assert page.report.suggestions


async def test_one_is_drafted_by_hand_for_a_place_as_it_stands_and_dropped_with_a_reason(
    ground: Ground,
) -> None:
    async with people(ground) as hall:
        lead = hall.who["lead"].warnings
        for row in granted(await lead.rows()):
            if row.area == TOWN and row.group == "02" and row.state == "drafted":
                granted(await lead.act(row.warning_id, Drop(reason="并到镇里那一份。")))
        by_hand = granted(await hall.who["sup"].warnings.draft(DraftByHand(area=TOWN, group="02")))
        assert by_hand.lines[0].by_name == "赵某己"
        assert refused(await lead.draft(DraftByHand(area=TOWN, group="02"))) == "warning.open_already"
        assert refused(await lead.act(by_hand.row.warning_id, Drop(reason="  "))) == "warning.reason_missing"
        dropped = granted(await lead.act(by_hand.row.warning_id, Drop(reason="已在办理")))
        assert (dropped.row.state, dropped.row.number, dropped.acts) == ("dropped", "", ())
        for asked, code in (
            (DraftByHand(area=""), "risk.area"),
            (DraftByHand(area="150502\u200b"), "risk.area"),
            (DraftByHand(area=TOWN, group="0203"), "risk.group"),
            (DraftByHand(area="150581"), "warning.too_few"),
        ):
            assert refused(await lead.draft(asked)) == code


async def test_garbage_and_people_without_the_right_are_refused(ground: Ground) -> None:
    town = POLICY.places.banners[4].towns[0].code
    assert await drafted(ground, crossing(town)) == 1
    async with people(ground) as hall:
        sup, lead, disp = (hall.who[name].warnings for name in ("sup", "lead", "disp"))
        row = of_area(await sup.rows(), town)
        long = "字" * (POLICY.warnings.words_chars_max + 1)
        for section, text, code in (
            ("overview", long, "warning.text_long"),
            ("overview", "2026-11-24至2026-12-01登记1300件", "granted"),  # days and counts are no persons
            ("overview", "电话130-0000-0020", "warning.text_personal"),
            ("overview", "身份证１５０５２２１９０００６１５００２５", "warning.text_personal"),
            ("story", "没有这一节", "warning.section_unknown"),
            ("", "", "warning.section_unknown"),
        ):
            answer = await sup.act(row.warning_id, Edit(section=section, text=text))
            assert (answer.code if isinstance(answer, Refusal) else "granted") == code, text
        assert refused(await lead.page("nobody")) == "warning.unknown"
        assert refused(await lead.act("nobody", Approve())) == "warning.unknown"
        assert refused(await sup.act(row.warning_id, Approve())) == "warning.not_approver"
        assert refused(await disp.act(row.warning_id, Edit(section="overview", text="x"))) == "auth.right"
        assert refused(await hall.who["s1"].warnings.rows()) == "auth.right"
        assert refused(await hall.who["c_labour"].warnings.page(row.warning_id)) == "auth.right"
        assert granted(await sup.page(row.warning_id)).row.state == "drafted"


async def test_a_unit_sees_the_warnings_of_its_own_place_and_changes_none(ground: Ground) -> None:
    other = POLICY.places.banners[5].towns[0].code
    assert await drafted(ground, crossing(other), crossing(TOWN, "07")) == 2
    async with people(ground) as hall:
        own, sup = hall.who["of_town"].warnings, hall.who["sup"].warnings
        assert {row.area for row in granted(await own.rows())} == {TOWN}
        seen, hidden = of_area(await sup.rows(), TOWN, "07"), of_area(await sup.rows(), other)
        assert granted(await own.page(seen.warning_id)).acts == ()
        assert refused(await own.page(hidden.warning_id)) == "warning.unknown"
        assert (
            refused(await own.act(seen.warning_id, Edit(section="overview", text="x")))
            == "warning.not_theirs"
        )
        assert refused(await own.draft(DraftByHand(area=TOWN))) == "warning.not_theirs"


async def test_warnings_and_their_numbers_are_made_again_from_the_log(ground: Ground) -> None:
    tables = (warning, document_serial, risk_level)
    before = [sorted(map(repr, rows(ground, table))) for table in tables]
    assert all(before)
    await store_of(ground).run(store_of(ground).rebuild)
    assert [sorted(map(repr, rows(ground, table))) for table in tables] == before


def paper_words(page: WarningPage) -> str:
    """What the pages of the PDF say, without blanks."""
    made = make(describe(warning_paper(page, POLICY, TEXTS), TEXTS), FACES)
    assert made.missing == frozenset()
    reader = PdfReader(BytesIO(made.pdf))
    return "".join("".join(one.extract_text().split()) for one in reader.pages)


def _figures(ground: Ground, warning_id: str) -> str:
    (one,) = (
        orjson.loads(row.body)
        for row in rows(ground, event)
        if row.aggregate == f"warning:{warning_id}" and row.type == "warning_drafted"
    )
    return str(one["figures"])
