"""A hall with so many cases as ten years bring: rows of the tables, written at once.

Nothing else in the house writes tables behind the log; here 50,000 real registrations would take a quarter of an hour,
and what is measured only reads.
"""

import random
from collections import Counter
from datetime import date, datetime, timedelta

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_search, visit
from case_store.log.sql import upsert
from case_store.pinyin import readings
from case_store.store import Store
from cases.hall_time import hall_date
from cases.matter.case_code import CaseCode

SURNAMES = ("李", "王", "张", "包", "白", "韩", "乌", "陈", "刘", "单", "欧阳", "阿")
A_YEAR = timedelta(days=365)
_STEP = 5000


def fill(store: Store, count: int, now: datetime) -> None:
    """`count` cases of the last year with their visits, most of them closed."""
    luck = random.Random(7)  # noqa: S311  the same hall every time
    policy = store.policy
    categories = [category.id for category in policy.categories.categories]
    towns = [town.code for banner in policy.places.banners for town in banner.towns]
    cases, names, visits = [], [], []
    serials: Counter[date] = Counter()
    for number in range(count):
        at = now - A_YEAR * (number / count)
        day, stream = hall_date(at), store.config.name
        is_open = luck.random() < 0.1
        due = at + timedelta(days=luck.randrange(3, 60))
        serials[day] += 1
        case_id, ticket = f"{number:08d}-case", f"A{number % 999 + 1:03d}"
        surname = luck.choice(SURNAMES)
        cases.append(
            {
                "stream": stream,
                "case_id": case_id,
                "case_code": CaseCode(policy.hall.centre_code, day, serials[day]).text,
                "state": "accepted" if luck.random() < 0.7 else "rejected",
                "open": int(is_open),
                "source": "kiosk",
                "visit_id": f"{number:08d}-visit",
                "category": luck.choice(categories),
                "town": luck.choice(towns),
                "party_count": 1,
                "receipt_code_hash": f"{number}",
                "registered_at_us": to_us(at),
                "soon_at_us": to_us(due - timedelta(days=2)) if is_open else None,
                "due_at_us": to_us(due) if is_open else None,
                "registered_by": f"s{number % 4 + 1}",
            }
        )
        names.append(
            {"stream": stream, "case_id": case_id, "masked_name": f"{surname}**", "pinyin": readings(surname)}
        )
        visits.append(
            {
                "stream": stream,
                "visit_id": f"{number:08d}-visit",
                "business_date": f"{day.isoformat()}/{number // 999}",
                "ticket_no": ticket,
                "queue": "A",
                "state": "done",
                "place_at_us": to_us(at),
                "issued_at_us": to_us(at),
                "kiosk_id": "k1",
                "ticket_code_hash": f"{number}",
                "case_id": case_id,
                "called_to": number % 12 + 1,
            }
        )
    with store.log.connection.begin():
        for table, rows in ((case_, cases), (case_search, names), (visit, visits)):
            insert = Prepared(upsert(table))
            for first in range(0, count, _STEP):
                insert.run_many(store.log.connection, rows[first : first + _STEP])
