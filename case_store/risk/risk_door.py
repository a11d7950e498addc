"""The risk index at a store: read in pages, made outside the store's thread, assessed once a working day.

Everything but `made` runs in the store's one thread, and no step of it takes long (risk_round.py says in which order).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House, OnDuty
from case_store.hall.notices import SYSTEM
from case_store.hall.runner import Runner
from case_store.keys import CENTRE
from case_store.log.event_log import Happened
from case_store.log.schema import event, risk_level
from case_store.risk import risk_rows
from case_store.risk.risk_rows import CaseKey, RawMatters, records_of, registered_since, repeated_of
from case_store.risk.warning_drafting import draft_warnings
from cases.hall_time import hall_date
from cases.refusal import Refusal
from cases.risk.risk_index import RiskIndex
from cases.risk.risk_level import RiskLevel
from cases.risk.risk_picture import Held, RiskPicture
from cases.risk.tally import tallies
from cases.risk.warning import RiskAssessed
from cases.views_risk import RiskBoard, RiskPage

RISK = "risk"  # the aggregate of assessments
_NAMESPACE = UUID("6d0f7a52-8d0e-5a64-9a3c-0f5d7f0c9b11")  # ours: makes the same id of the same day
_LEVELS = sa.select(risk_level.c.area, risk_level.c.type_group, risk_level.c.level, risk_level.c.day).where(
    risk_level.c.stream == param("s")
)
_EVER = sa.select(event.c.id).where(event.c.stream == param("s"), event.c.aggregate == RISK).limit(1)
_OF_DAY = sa.select(event.c.id).where(event.c.stream == param("s"), event.c.id == param("i"))


class RiskDoor:
    """For whoever may see reports, as far as they see."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._assessed: date | None = None  # the last day known to be

    # What is shown.

    def board(self, who: OnDuty, of: str) -> RiskBoard | Refusal:
        """The ranking of banners ("") or of one banner's towns; only what somebody sees."""
        picture = self._picture_for(who, of)
        if isinstance(picture, Refusal):
            return picture
        board = picture.boards.get(of)
        return board if board is not None else Refusal("risk.area", {"area": of})

    def page(self, who: OnDuty, area: str, group: str) -> RiskPage | Refusal:
        """One area, or one type group in it, explained."""
        if self._house.policy.places.name(area) is None:
            return Refusal("risk.area", {"area": area})
        known = self._house.policy.dispute_types.get(group)
        if group and (known is None or known.parent):
            return Refusal("risk.group", {"group": group})
        picture = self._picture_for(who, area)
        return picture if isinstance(picture, Refusal) else picture.page(area, group)

    def _picture_for(self, who: OnDuty, area: str) -> RiskPicture | Refusal:
        sight = self._house.sight(who)
        if sight is None or not sight.sees(area):
            return Refusal("risk.out_of_sight")
        return self._house.risk.picture or Refusal("risk.not_yet")

    # How it is made.

    def wanted(self) -> date | None:
        """The day that has ended and has no picture yet, or none of the policy in force."""
        picture, day = self._house.risk.picture, self._yesterday()
        made = picture is not None and picture.day == day and picture.rev == self._house.policy.rev
        return None if made else day

    def read_page(self, after: CaseKey, raw: RawMatters) -> CaseKey | None:
        """The next matters; where to go on, None at the end."""
        with self._runner.reading() as connection:
            rows = risk_rows.read_page(connection, after)
        raw.rows += rows
        return (rows[-1][0], rows[-1][1]) if len(rows) == risk_rows.PAGE_ROWS else None

    def read_shared(self, page: int, raw: RawMatters) -> None:
        """One of KEY_PAGES of the keys that matters share."""
        with self._runner.reading() as connection:
            raw.shared += risk_rows.read_shared(connection, self._runner.stream, page)

    def held(self) -> Held:
        """The levels of the last assessment."""
        with self._runner.reading() as connection:
            rows = connection.execute(_LEVELS, {"s": self._runner.stream}).all()
        if not rows:
            return Held()
        levels = {(row.area, row.type_group): RiskLevel(row.level) for row in rows}
        return Held(levels, date.fromisoformat(rows[0].day))

    def made(self, raw: RawMatters, day: date, held: Held) -> RiskPicture:
        """The picture with all that is looked at of it; touches no table, so any thread may ask."""
        policy = self._house.policy
        repeated = repeated_of(raw, policy.risk.repeat_days)
        records = records_of(raw, policy.categories, repeated)
        index = RiskIndex(
            tallies(records, policy.risk.severity),
            policy.risk,
            policy.population,
            repeats_seen=self._house.node != CENTRE,
        )
        picture = RiskPicture(
            index=index,
            day=day,
            policy=policy.risk,
            population=policy.population,
            places=policy.places,
            types=policy.dispute_types,
            held=held,
            rev=policy.rev,
            repeated=frozenset(repeated & registered_since(raw, day, policy.risk.window_days)),
            as_of=self._runner.clock_now(),
        )
        _ = picture.boards, picture.crossings  # here, not in the store's thread
        return picture

    def keep(self, picture: RiskPicture) -> None:
        """Shown from now on."""
        self._house.risk.picture = picture

    # Once a working day.

    def assess(self) -> bool:
        """When the hall is open: the levels, and drafts of warnings for what went up. Whether it was done."""
        picture, now = self._house.risk.picture, self._runner.clock_now()
        if picture is None or self._assessed == picture.day or picture.day != self._yesterday():
            return False
        if not self._house.policy.calendar.is_open(now):
            return False
        with self._runner.writing() as work:
            asked = {"s": work.stream, "i": str(self._id(picture.day))}
            if work.connection.execute(_OF_DAY, asked).first() is None:
                first = work.connection.execute(_EVER, {"s": work.stream}).first() is None
                work.append(
                    Happened(
                        aggregate=RISK,
                        event=RiskAssessed(day=picture.day, levels=_told(picture)),
                        at=now,
                        actor=SYSTEM,
                        id=self._id(picture.day),
                    )
                )
                if not first:  # the first one takes stock: what has stood high for months is no rise
                    draft_warnings(work, self._house, picture.crossings)
        self._assessed = picture.day
        return True

    def _yesterday(self) -> date:
        return hall_date(self._runner.clock_now()) - timedelta(days=1)

    def _id(self, day: date) -> UUID:
        return uuid5(_NAMESPACE, f"{self._runner.stream}/{day.isoformat()}")


def _told(picture: RiskPicture) -> tuple[tuple[str, str, float, str], ...]:
    """Every area with an index, and of its types those above 低: the others need no memory to be held by."""
    levels: Mapping[tuple[str, str], tuple[float, RiskLevel]] = picture.levels
    return tuple(
        (area, group, index, level.value)
        for (area, group), (index, level) in sorted(levels.items())
        if not group or level is not RiskLevel.LOW
    )
