"""One case lived through at a real hall, a paper made wherever one can be: for tests that read what papers say."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from case_store.policy_files import load_texts
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.paper.paper_record import DocumentKind
from cases.paper.paper_rules import owed_after
from cases.people.party import Party, PartyRole
from cases.views_supervision import ItemPage
from counter.casework.paper_making import MadePaper, PaperJob, PaperMaker
from tests.case_store.casework_hall import CaseworkHall
from tests.case_store.one_hall import granted
from tests.case_store.served import ASSETS, POLICY

TEXTS = load_texts(ASSETS)
MAKER = PaperMaker(ASSETS / "fonts", TEXTS)
RAW_ID, RAW_PHONE = "150522190006150025", "13000000021"
WAGES = OpenMatter(
    category="labour_wages",
    dispute_type="0701",
    town="150502001",
    party_count=37,
    amount_fen=80_000_000,
    happened_on=date(2026, 10, 8),
    consents=("rights", "mediation", "data_use"),
)
WAGES_WORDS = PrivateMatter(
    summary="李某甲等37人在某建筑工地干了五个月，工资80万元一直没有给。",
    demand="春节前付清全部工资。",
    story="给工地干了五个月，钱一直没给。",
    place_detail="明仁大街以北在建楼盘3号楼",
    evidence=("考勤本", "微信转账记录3条"),
    parties=(
        Party(
            name="李某甲",
            id_kind="resident",
            id_number=RAW_ID,
            phone=RAW_PHONE,
            sex="1",
            nation="02",
            birth=date(1900, 6, 15),
            address="科尔沁左翼后旗甘旗卡镇某嘎查3组17号",
        ),
        Party(role=PartyRole.RESPONDENT, name="某建筑工程有限责任公司", is_group=True, phone="04750000001"),
    ),
)

NOBODY_WORDS = (
    OpenMatter(category="property_housing", dispute_type="0602", town="150502001", party_count=1),
    PrivateMatter(contact_name="张某乙", contact_phone="13000000022", story="租房的押金，已经在法院打官司。"),
)


@dataclass
class Life:
    """`papers` by kind, the newest of each; `at`: when the last step was done."""

    hall: CaseworkHall
    case_id: str = ""
    papers: dict[DocumentKind, MadePaper] = field(default_factory=dict)

    async def begin(self, opened: OpenMatter = WAGES, words: PrivateMatter = WAGES_WORDS) -> "Life":
        self.case_id = await self.hall.register(opened, words)
        return self

    async def make(self, by: str, kind: DocumentKind, item: ItemPage | None = None) -> MadePaper:
        """One paper, issued; of a supervision item under its rung's number, where it has one."""
        rungs = {rung.document for rung in item.ladder if rung.number} if item else set()
        of = f"supervision:{item.row.item_id}" if item and kind in rungs else ""
        job = PaperJob(case_id=self.case_id, kind=kind, of=of, about=item)
        made = granted(await MAKER.make(self.hall.who[by], job, POLICY))
        self.papers[kind] = made
        return made

    async def do(self, by: str, act: Any) -> Any:
        """An act, and every paper that it owes."""
        view = await self.hall.do(by, self.case_id, act)
        for kind in owed_after(acts.NAME_OF[type(act)], view, POLICY.papers):
            view = (await self.make(by, kind)).case
        return view

    async def live(self) -> None:
        """From registration to the visit after 30 days, with everything that has a paper."""
        await self.make("s1", DocumentKind.REGISTRATION_FORM)
        await self.do("s1", acts.Accept())
        await self.do("s1", acts.Grade(grade=CaseGrade.DIFFICULT, because="涉及人多"))
        channel = ResolutionMethod.PEOPLES_MEDIATION
        view = await self.do(
            "s1",
            acts.SendTo(
                kind=DispatchKind.SINGLE,
                level=Level.BANNER,
                channel=channel,
                units=("justice",),
                because="先调解",
            ),
        )
        (given,) = view.dispatches
        await self.do("c_justice", acts.Acknowledge(dispatch_id=given.dispatch_id))
        await self.do(
            "c_justice",
            acts.Record(
                kind="survey", text="问：您什么时候到工地的？\n答：去年十月。\n问：钱给过吗？\n答：没有。"
            ),
        )
        await self.make("c_justice", DocumentKind.INVESTIGATION_RECORD)
        meet_at = datetime(2026, 11, 25, 14, 30, tzinfo=HALL_ZONE)
        await self.do(
            "c_justice",
            acts.Appoint(
                kind="mediation", meet_at=meet_at, zone="mediation_zone", room="room_1", text="带考勤本。"
            ),
        )
        close = next(one for one in view.clocks if one.kind == "close")
        await self.do(
            "c_justice", acts.AskLonger(clock_id=close.clock_id, amount=5, because="甲方的结算单还没有到。")
        )
        await self.do("lead", acts.DecideLonger(grant=True))
        await self.make("c_justice", DocumentKind.MEDIATION_APPLICATION)
        await self.do("c_justice", acts.BeginMediation(org="mediation_centre"))
        await self.do(
            "c_justice",
            acts.Record(kind="mediation", text="双方对人数没有意见。\n公司愿意分两次付。", room="room_1"),
        )
        terms = "公司在11月30日前付40万元。\n余款40万元在12月20日前付清。"
        await self.do("c_justice", acts.Agree(terms=terms, perform_by=date(2026, 12, 20)))
        await self.make("c_justice", DocumentKind.MEDIATION_RECORD)
        await self.do(
            "c_justice",
            acts.Report(
                dispatch_id=given.dispatch_id,
                result=CloseResult.RESOLVED_AGREEMENT,
                method=channel,
                text="已达成协议",
            ),
        )
        await self.do("s1", acts.Tell(channel="in_person", text="公司答应分两次付清80万元，协议书已经给您。"))
        await self.make("s1", DocumentKind.EVALUATION_FORM)
        await self.do("s2", acts.SignOff())
        await self.do(
            "s1", acts.FollowUp(channel="phone", text="第一笔收到了。", satisfied=True, performed=True)
        )
        await self.make("s1", DocumentKind.PERFORMANCE_RECORD)
        await self.make("s1", DocumentKind.FILE_COVER)
