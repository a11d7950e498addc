"""Samples of mediation and of the case file."""

from dataclasses import replace
from datetime import date, datetime

from cases.hall_time import HALL_ZONE
from printing.a4.papers.agreement import MediationAgreement, PerformanceRecord, PerformedItem
from printing.a4.papers.file_pages import ContentsEntry, FileBack, FileContents, FileCover, FileSituation
from printing.a4.papers.mediation import (
    Exchange,
    InvestigationRecord,
    MediationApplication,
    MediationRecord,
    RightsNotice,
)
from printing.numbered import Numbered
from tests.printing.a4_facts import (
    BUILDER,
    CASE,
    COMMON,
    DAY,
    DEMAND,
    MATTER,
    SUMMARY,
    WORKER,
)

MEDIATION: tuple[Numbered, ...] = (
    RightsNotice(
        **COMMON,
        number="科人调告〔2026〕66号",
        matter=MATTER,
        organisation="科尔沁区劳动争议人民调解委员会",
        parties=("李某甲", "通辽市某建筑工程有限责任公司"),
    ),
    MediationApplication(
        **COMMON,
        number="科人调申〔2026〕66号",
        applicants=(replace(WORKER, born="43岁"),),
        respondents=(BUILDER,),
        summary=SUMMARY,
        demands=(DEMAND, "请求当面赔礼道歉。"),
    ),
    InvestigationRecord(
        **COMMON,
        number="科人调查〔2026〕66号",
        case_code=CASE,
        matter=MATTER,
        started_at=datetime(2026, 11, 24, 9, 0, tzinfo=HALL_ZONE),
        ended_at=datetime(2026, 11, 24, 10, 20, tzinfo=HALL_ZONE),
        place="本中心2号接待室",
        investigators=("赵某丙", "钱某庚"),
        recorder="钱某庚",
        asked=WORKER,
        exchanges=(
            Exchange(question="您是什么时候到工地干活的？", answer="2025年10月8日，跟着老乡一起去的。"),
            Exchange(
                question="工资怎么约定的？",
                answer="木工一天320元，说好按月结，只给过两次生活费，一共3,000元。",
            ),
            Exchange(
                question="有哪些人可以证明？", answer="一起干活的37个人都可以证明，考勤表上有班组长签字。"
            ),
        ),
    ),
    MediationRecord(
        **COMMON,
        number="科人调记〔2026〕66号",
        case_code=CASE,
        matter=MATTER,
        mediated_at=datetime(2026, 11, 25, 9, 0, tzinfo=HALL_ZONE),
        place="本中心3号调解室",
        mediators=("郑某辛", "冯某壬"),
        recorder="钱某庚",
        parties=("李某甲", "通辽市某建筑工程有限责任公司"),
        attendees=("劳动保障监察大队赵某丙", "某街道办事处孙某丁"),
        course=(
            "调解员宣布调解开始，告知双方权利义务，双方对调解员没有异议。",
            "申请人陈述：干了将近一年，工程完了，人也散了，钱还没有给。",
            "被申请人陈述：对人数和天数没有意见，工程款确实没有到位，愿意分两次付。",
            "调解员说明法律规定：工程款是否到位，不是拖欠工资的理由。",
        ),
        result="双方自愿达成协议，另行签订调解协议书。",
    ),
    MediationAgreement(
        **COMMON,
        number="科人调〔2026〕66号",
        organisation="科尔沁区劳动争议人民调解委员会",
        matter=MATTER,
        parties=(WORKER, BUILDER),
        facts=(SUMMARY,),
        terms=(
            "被申请人确认拖欠申请人等37人工资共计812,600元，明细见附表。",
            "被申请人于2026年11月30日前支付406,300元，余款406,300元于2026年12月20日前付清。",
            "申请人收到全部款项后，双方就本纠纷再无争议。",
        ),
        performance=("通过银行转账支付到每名务工人员本人的银行卡，转账凭证交调解委员会备查。",),
        copies=4,
    ),
    PerformanceRecord(
        **COMMON,
        number="科人调履〔2026〕66号",
        agreement_no="科人调〔2026〕66号",
        case_code=CASE,
        matter=MATTER,
        parties=("李某甲", "通辽市某建筑工程有限责任公司"),
        items=(
            PerformedItem(
                obligation="支付首期工资406,300元",
                due=date(2026, 11, 30),
                performed_on=date(2026, 11, 30),
                proof="银行回单",
                confirmed_by="李某甲",
            ),
            PerformedItem(
                obligation="支付余款406,300元",
                due=date(2026, 12, 20),
                performed_on=None,
                proof="",
                confirmed_by="",
            ),
        ),
        note="首期已逐人核对到账。",
    ),
    FileCover(
        **COMMON,
        number="科综治卷〔2026〕17号",
        title="李**等37人与某建筑公司劳动报酬纠纷调处卷",
        case_code=CASE,
        category="劳动报酬纠纷",
        parties=("李**等37人", "通辽市某建筑工程有限责任公司"),
        handler="科尔沁区人力资源和社会保障局",
        accepted_on=DAY,
        closed_on=date(2026, 12, 1),
        close_result="调解达成协议",
        retention="10年",
        volume=1,
        volumes=1,
        pages=58,
        binder="王某乙",
        checker="吴某己",
    ),
    FileContents(
        **COMMON,
        number="科综治卷〔2026〕17号",
        entries=(
            ContentsEntry(
                title="人民调解申请书",
                number="科人调申〔2026〕66号",
                dated=DAY,
                first_page=1,
                last_page=2,
                required=True,
            ),
            ContentsEntry(
                title="权利义务告知书",
                number="科人调告〔2026〕66号",
                dated=DAY,
                first_page=3,
                last_page=3,
                required=True,
            ),
            ContentsEntry(
                title="身份证明", number="", dated=None, first_page=None, last_page=None, required=True
            ),
            ContentsEntry(
                title="授权委托书", number="", dated=None, first_page=None, last_page=None, required=False
            ),
        ),
    ),
    FileSituation(
        **COMMON,
        number="科综治卷〔2026〕17号",
        documents=11,
        pages=58,
        missing=("身份证明",),
        notes=("一名当事人的身份证明因本人在外地，约定回访时补交。",),
    ),
    FileBack(**COMMON, number="科综治卷〔2026〕17号", pages=58, binder="王某乙"),
)
