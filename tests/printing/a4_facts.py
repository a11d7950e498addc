"""The invented matter that all samples of papers tell of: 37 workers and a builder (domain.md §1.7)."""

from datetime import date, datetime
from typing import Any

from cases.hall_time import HALL_ZONE
from cases.people.masking import mask_id_number, mask_phone
from printing.a4.document import Step, StepState
from printing.a4.sheet import Person

CENTRE = "科尔沁区社会治安综合治理中心"
CASE = "ZZ150502000261123001724"
DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 9, 31, tzinfo=HALL_ZONE)
PHONE = "0475-0000000"
CODE = "7H2KQ9XWBM4RTPZC"
URL = f"https://zz.tongliao.gov.cn/v/{CODE}"
MATTER = "建筑工地拖欠工资"
SUMMARY = (
    "2025年10月至2026年9月，申请人等37人在科尔沁区某建筑工地从事木工、钢筋工作业，工程已于9月底完工。"
    "施工单位以工程款未到位为由，至今拖欠工资80余万元。申请人多次讨要未果，于今日来访，请求协调有关部门依法处理。"
)
DEMAND = "请求施工单位在春节前付清全部拖欠工资，并按规定支付逾期利息。"
COMMON: dict[str, Any] = {"centre_name": CENTRE, "issued_on": DAY, "phone": PHONE}
NOTICE: dict[str, Any] = {**COMMON, "addressee": "李某甲", "matter": MATTER, "case_code": CASE}

RAW_ID, RAW_PHONE = "150522190006150025", "13000000001"  # what no paper may show (domain.md §4.2)

WORKER = Person(
    side="申请人",
    name="李某甲",
    sex="男",
    nation="蒙古族",
    born="1900年6月",
    id_number=mask_id_number(RAW_ID),
    phone=mask_phone(RAW_PHONE),
    address="科尔沁左翼后旗甘旗卡镇某嘎查",
    occupation="务工",
)
BUILDER = Person(
    side="被申请人",
    name="通辽市某建筑工程有限责任公司",
    phone="0475-****001",
    address="科尔沁区某街道",
)
TRACE = (
    "受理日2026年11月23日为第0日，从次日起算7个工作日。",
    "11月28日、29日是周末，不计入。",
    "第7个工作日是2026年12月2日，当日24时届满。日历版本：国务院办公厅2026年放假安排。",
)
ROAD = (
    Step("登记", "窗口登记，当场出具回执。", StepState.DONE),
    Step("受理", "当场或者三个工作日内告知是否受理。", StepState.DONE),
    Step("分流交办", "按职责清单交给承办单位，一个工作日内签收。", StepState.NOW),
    Step("调解优先", "由劳动争议调解委员会、人民调解委员会组织调解；达成协议的，可以共同申请司法确认。"),
    Step(
        "依法处理", "调解不成的，引导申请劳动仲裁、劳动监察投诉或者向人民法院起诉，符合条件的提供法律援助。"
    ),
    Step("反馈评价", "办结当日反馈结果，请您评价；三个工作日内回访。"),
)
