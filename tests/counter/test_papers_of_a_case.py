"""One case lived through at a real hall with its centre: what its papers say, and how genuine is told from altered."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import httpx2
import pytest
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from typer.testing import CliRunner

from case_store.log.schema import document, outbox
from cases.casework import acts
from cases.paper.paper_record import CheckedPaper, DocumentKind, shown_hash
from cases.policy.coordination import RecordKind
from cases.refusal import Refusal
from cases.supervision.coordination_acts import Resolution, WriteRecord
from cases.supervision.supervision_acts import RaiseByHand
from cases.views_papers import DrawnNumber, PaperDraft
from cases.views_supervision import ItemLine
from counter.casework.file_binding import FileBinder
from counter.casework.paper_making import PaperJob
from main import app
from printing.a4.check import check_pdf
from printing.a4.describe import describe
from printing.a4.of_case.filling import FILLS
from printing.a4.of_case.item_papers import ITEM_FILLS, fill_item
from printing.a4.of_case.record_papers import KIND_OF
from tests.case_store.casework_hall import at_work, open_hall
from tests.case_store.one_hall import granted
from tests.case_store.served import MONDAY, POLICY, Ground, rows, until
from tests.counter.papers_life import MAKER, NOBODY_WORDS, RAW_ID, RAW_PHONE, TEXTS, Life
from tests.printing.case_file_samples import photo

STAFF = ("s1", "s2", "c_justice", "lead")
FIRST = "2026年11月23日"


class Lived:
    """The papers of the case, and the hall that still runs."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.case_id = ""
        self.pdfs: dict[DocumentKind, bytes] = {}
        self.numbers: dict[DocumentKind, str] = {}
        self.codes: dict[DocumentKind, str] = {}
        self.words: dict[DocumentKind, str] = {}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    ground = open_hall(tmp_path_factory.mktemp("papers"), centre=True)
    told = Lived(ground)

    async def live() -> None:
        async with at_work(ground, *STAFF) as hall:
            turned_away = await Life(hall).begin(NOBODY_WORDS[0], NOBODY_WORDS[1])
            await turned_away.do(
                "s1", acts.Reject(reason_code="in_litigation_or_arbitration", referral_code="court")
            )
            life = await Life(hall).begin()
            await life.live()
            told.case_id = life.case_id
            for kind, made in {**turned_away.papers, **life.papers}.items():
                told.pdfs[kind], told.numbers[kind] = made.pdf, made.given.number
                told.words[kind] = words_of(made.pdf)
        await until(lambda: not rows(ground, outbox))

    asyncio.run(live())
    yield told
    ground.stop()


def words_of(pdf: bytes) -> str:
    """All text of all pages without white."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def code_on(words: str) -> str:
    """The 核验码 that somebody reads off a paper."""
    return words.split("核验码")[1][:16]


def config_of(ground: Ground) -> Path:
    """The hall's configuration as the operator has it."""
    path = ground.folder / "hall.toml"
    config = ground.hall.config.model_dump(
        mode="json", exclude_none=True, exclude={"kiosk_names", "upstream", "webhooks"}
    )
    config["port"] = ground.hall.port
    path.write_text("".join(f"{key} = {_toml(value)}\n" for key, value in config.items()))
    return path


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool | int | float) else f'"{value}"'


def verify(lived: Lived, target: object) -> tuple[int, str]:
    """What `admin verify-paper` says."""
    result = CliRunner().invoke(
        app, ["admin", "verify-paper", str(target), "--config", str(config_of(lived.ground))]
    )
    return result.exit_code, result.stdout + result.stderr


def kept(folder: Path, pdf: bytes, name: str = "paper.pdf") -> Path:
    path = folder / name
    path.write_bytes(pdf)
    return path


def test_every_paper_bears_its_number_and_its_day_and_shows_no_secret_of_a_person(lived: Lived) -> None:
    assert set(lived.pdfs) == set(FILLS)
    for kind, words in lived.words.items():
        assert lived.numbers[kind] in words, kind
        assert "2026年11月23日" in words, kind
        assert RAW_ID not in words, kind
        assert RAW_PHONE not in words, kind
        assert "楼502" not in words, kind


def test_dates_and_facts_stand_where_they_belong(lived: Lived) -> None:
    says = lived.words
    acceptance = says[DocumentKind.ACCEPTANCE_NOTICE]
    assert "本事项为疑难事项" in acceptance
    assert "办理时限为20个工作日，应当在2026年12月21日前办结" in acceptance
    assert "12月5日至6日周末" in acceptance
    assert "办理路线图" in acceptance
    extension = says[DocumentKind.EXTENSION_NOTICE]
    assert "原定2026年12月21日前办结" in extension
    assert "经本中心孟某庚批准，办理期限延长至2026年12月28日" in extension
    order = says[DocumentKind.ASSIGNMENT_ORDER]
    assert "李**" in order
    assert "李某甲" not in order
    assert "科尔沁区司法局" in order
    assert "2026年11月25日14:30" in says[DocumentKind.APPOINTMENT_NOTICE]
    assert "本中心矛盾纠纷多元化解区调解室1" in says[DocumentKind.APPOINTMENT_NOTICE]
    assert "李" not in says[DocumentKind.APPOINTMENT_NOTICE]
    agreement = says[DocumentKind.MEDIATION_AGREEMENT]
    assert "科尔沁区人民调解委员会（驻中心）" in agreement
    assert "1.公司在11月30日前付40万元。" in agreement
    assert lived.numbers[DocumentKind.MEDIATION_AGREEMENT] in says[DocumentKind.FEEDBACK_NOTICE]
    assert "问：钱给过吗？答：没有。" in says[DocumentKind.INVESTIGATION_RECORD]
    rejection = says[DocumentKind.NON_ACCEPTANCE_NOTICE]
    assert "这件事正在诉讼、仲裁或者行政复议中" in rejection
    assert "可以向人民法院提起诉讼" in rejection
    guidance = says[DocumentKind.GUIDANCE_SLIP]
    assert "人民法院" in guidance
    assert "合同、欠条、照片等证据" in guidance
    assert "张某" not in guidance


def test_what_was_issued_is_what_the_hall_knows(lived: Lived) -> None:
    known = {row.number: row for row in rows(lived.ground, document)}
    for kind, pdf in lived.pdfs.items():
        checked = check_pdf(pdf)
        assert isinstance(checked, CheckedPaper), kind
        row = known[lived.numbers[kind]]
        assert (checked.number, checked.content_hash, checked.print_hash, checked.pages) == (
            row.number,
            row.content_hash,
            row.print_hash,
            row.pages,
        )
    assert len({row.code_hash for row in known.values()}) == len(known)


def test_the_operator_tells_genuine_from_altered_and_from_strangers_files(
    lived: Lived, tmp_path: Path
) -> None:
    genuine = kept(tmp_path, lived.pdfs[DocumentKind.FEEDBACK_NOTICE])
    code, said = verify(lived, genuine)
    assert (code, "真的。反馈单 " in said, "按正在运行的大厅系统核验" in said) == (0, True, True)
    number = lived.numbers[DocumentKind.FEEDBACK_NOTICE]
    assert f"{number}，2026年11月23日出具，共" in said
    writer = PdfWriter(clone_from=BytesIO(genuine.read_bytes()))
    writer.pages[0][NameObject("/Rotate")] = writer.pages[0].get("/Rotate", NameObject("/Nothing"))
    writer.pages[0].rotate(180)
    out = BytesIO()
    writer.write(out)
    code, said = verify(lived, kept(tmp_path, out.getvalue(), "altered.pdf"))
    assert (code, "被改过" in said, "页面" in said) == (1, True, True)
    writer = PdfWriter(clone_from=BytesIO(genuine.read_bytes()))
    writer.add_metadata({"/Subject": TextStringObject("通科综治复〔2026〕99号")})
    out = BytesIO()
    writer.write(out)
    code, said = verify(lived, kept(tmp_path, out.getvalue(), "renumbered.pdf"))
    assert (code, "没有查到" in said) == (1, True)
    stranger = PdfWriter()
    stranger.add_blank_page(100, 100)
    out = BytesIO()
    stranger.write(out)
    for name, content in (("strange.pdf", out.getvalue()), ("noise.pdf", b"noise"), ("photo.jpg", photo())):
        code, said = verify(lived, kept(tmp_path, content, name))
        assert (code, "核验码" in said) == (2, True), name


async def test_the_citizens_page_says_what_is_to_be_compared_and_names_nobody(lived: Lived) -> None:
    words = lived.words[DocumentKind.MEDIATION_AGREEMENT]
    checked = check_pdf(lived.pdfs[DocumentKind.MEDIATION_AGREEMENT])
    assert isinstance(checked, CheckedPaper)
    async with httpx2.AsyncClient(base_url=lived.ground.centre.url) as phone:
        page = (await phone.get(f"/v/{code_on(words)}")).text
        for said in (
            "调解协议书",
            lived.numbers[DocumentKind.MEDIATION_AGREEMENT],
            FIRST,
            shown_hash(checked.content_hash),
            "有效",
        ):
            assert said in page
        for secret in ("李某甲", "某建筑", "调解委员会", "ZZ1505"):
            assert secret not in page
        wrong = await phone.get("/v/0000000000000000")
        torn = await phone.get("/v/nonsense")
        assert (wrong.status_code, wrong.text) == (torn.status_code, torn.text)
        assert "没有查到" in wrong.text


async def test_the_file_of_a_whole_case_is_bound_and_names_what_it_lacks(lived: Lived) -> None:
    async with at_work(lived.ground, "s1") as hall:
        binder = FileBinder(MAKER, TEXTS)
        job = PaperJob(case_id=lived.case_id, kind=DocumentKind.FILE_COVER)
        file = granted(await binder.bind(hall.who["s1"], job, POLICY, "斯琴"))
        assert file.number == lived.numbers[DocumentKind.FILE_COVER]
        assert [slot.value for slot in file.missing] == ["identity"]
        pages = ["".join(page.extract_text().split()) for page in _some(file.bound.pdf, 0, 1, -2)]
        assert "李**与某建筑工程有限责任公司劳动合同、劳务派遣调处卷" in pages[0]
        order = [
            "受理登记表",
            "权利义务告知书",
            "调查记录",
            "调解记录",
            "调解协议书",
            "回访记录",
            "受理告知书",
        ]
        places = [pages[1].index(title) for title in order]
        assert places == sorted(places)
        assert "身份证明" in pages[1]
        assert "本卷缺少以下必备材料：身份证明" in pages[2]


def _some(pdf: bytes, *numbers: int) -> list[PageObject]:
    pages = PdfReader(BytesIO(pdf)).pages
    return [pages[number] for number in numbers]


async def test_a_supervision_order_is_numbered_and_a_rung_without_number_has_no_paper(lived: Lived) -> None:
    async with at_work(lived.ground, "s1", "sup") as hall:
        life = await Life(hall).begin()
        raised = RaiseByHand(unit="justice", case_id=life.case_id, reason="李某甲反映进展慢。")
        item = granted(await hall.who["sup"].supervision.raise_by_hand(raised))
        order = await life.make("sup", DocumentKind.SUPERVISION_ORDER, item)
        assert order.given.number == "通科综治督〔2026〕1号"
        words = words_of(order.pdf)
        for said in ("科尔沁区司法局", "人工列入", "李**反映进展慢。", "请在期限内办结"):
            assert said in words
        of, kind = f"supervision:{item.row.item_id}", DocumentKind.INTERVIEW_RECORD
        refused = await hall.who["sup"].papers.draw(life.case_id, kind, of=of)
        assert isinstance(refused, Refusal)
        assert refused.code == "paper.not_yet"
        told = [("rung_approved", kind) for kind in ITEM_FILLS] + [
            ("interview_held", DocumentKind.INTERVIEW_RECORD)
        ]
        lines = tuple(
            ItemLine(
                type=type_, at=MONDAY, by_name="孟某庚", rung=kind.value, number="", text="李某甲的事要抓紧。"
            )
            for type_, kind in told
        )
        for kind in ITEM_FILLS:
            drawn = DrawnNumber(paper_id="p", kind=kind, number="约谈〔2026〕1号", code="", drawn_at=MONDAY)
            draft = PaperDraft(drawn=drawn, case=order.case, road=(), made_by="赵某己")
            given = granted(fill_item(draft, replace(item, lines=lines), POLICY, TEXTS))
            assert describe(given, TEXTS).kind is kind
            assert "李某甲" not in repr(given)


@pytest.mark.parametrize("kind", list(RecordKind))
async def test_a_record_of_coordination_goes_out_under_its_own_number(lived: Lived, kind: RecordKind) -> None:
    async with at_work(lived.ground, "disp") as hall:
        written = WriteRecord(
            kind=kind,
            held_at=MONDAY,
            text="李某甲等37人的工资怎么付。\n先付一半。",
            units=("human_resources",),
            case_id=lived.case_id,
            resolutions=(Resolution(unit="human_resources", text="核实名单"),),
        )
        client = hall.who["disp"]
        record = granted(await client.records.write(written))
        paper = KIND_OF[kind]
        of = f"record:{record.row.record_id}"
        job = PaperJob(case_id=lived.case_id, kind=paper, of=of, about=record)
        made = granted(await MAKER.make(client, job, POLICY))
        assert made.given.number == record.row.number
        words = words_of(made.pdf)
        for said in (record.row.number, "李**等37人的工资怎么付", "先付一半。"):
            assert said in words
        assert "李某甲" not in words


def test_a_code_is_checked_while_the_hall_runs_and_while_it_stands(lived: Lived) -> None:
    code = code_on(lived.words[DocumentKind.MEDIATION_AGREEMENT])
    ended, said = verify(lived, f"{POLICY.hall.citizen_base_url}/v/{code}")
    assert (ended, "查到了。调解协议书" in said) == (0, True)
    assert verify(lived, "https://elsewhere.example/v/" + code)[0] == 2
    lived.ground.hall.stop()
    ended, said = verify(lived, code.lower())
    assert (ended, "按库文件核验" in said) == (0, True)
    assert verify(lived, "0" * 16)[0] == 1
