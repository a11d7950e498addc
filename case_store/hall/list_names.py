"""case_search: what a list shows of a person. The hall opens the seal of a case once and keeps the masked name.

The row is made when a list first needs it, forgotten when the matter is corrected (the fold of cases), and made again.
So no reception waits for it, and after `admin rebuild` the table fills itself.
"""

from collections.abc import Sequence

from case_store.hall.house import House
from case_store.hall.matters import private_of, told_of_case
from case_store.log.event_log import Work
from case_store.log.prepared import Prepared
from case_store.log.schema import case_search
from case_store.log.sql import upsert
from case_store.pinyin import readings
from cases.people.masking import mask_name

_INSERT = upsert(case_search)
_KEEP = Prepared(
    _INSERT.on_conflict_do_update(
        index_elements=["stream", "case_id"],
        set_={name: _INSERT.excluded[name] for name in ("masked_name", "pinyin")},
    )
)


def keep_names(work: Work, house: House, case_ids: Sequence[str]) -> None:
    """Open, mask, keep. A seal that does not open leaves an empty name: the list still has the case."""
    for case_id in case_ids:
        told = told_of_case(work, case_id)
        private = private_of(work, house, told) if told else None
        name = private.contact_name if private else ""
        masked = mask_name(name, house.policy.masking.compound_surnames)
        row = {
            "stream": work.stream,
            "case_id": case_id,
            "masked_name": masked,
            "pinyin": readings(masked),
        }
        _KEEP.run(work.connection, row)
