"""What a form of the screen asks for, and the command that its answers make. One frozen value a form."""

from __future__ import annotations

from dataclasses import dataclass

from cases.supervision.supervision_acts import Name, RaiseByHand
from cases.supervision.whistle_acts import Whistle

WHISTLE, REMIND, SUPERVISE, NAME, NOTICE, FIND = "whistle", "remind", "supervise", "name", "notice", "find"
"""What can be done from the screen. Every role of the command zone may; the hall decides each time."""
CASE, UNITS, UNIT, RESPONSIBLE, TEXT = "case", "units", "unit", "responsible", "text"
FIELDS = {
    WHISTLE: (CASE, UNITS, TEXT),
    REMIND: (CASE,),
    SUPERVISE: (CASE, UNIT, RESPONSIBLE, TEXT),
    NAME: (CASE, UNIT, RESPONSIBLE),
}
"""What each act asks for, in the order of the form."""
_OPTIONAL = {SUPERVISE: (CASE, RESPONSIBLE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was filled in. `item_id`: the supervision item, where one is named for."""

    act: str
    case_id: str = ""
    units: tuple[str, ...] = ()
    responsible: str = ""
    text: str = ""
    item_id: str = ""

    def missing(self) -> str:
        """The first field that must not be empty and is; "" when all is there."""
        given = {
            CASE: self.case_id,
            UNITS: self.units,
            UNIT: self.units,
            RESPONSIBLE: self.responsible,
            TEXT: self.text,
        }
        asked = FIELDS.get(self.act, ())
        return next((one for one in asked if not given[one] and one not in _OPTIONAL.get(self.act, ())), "")

    def whistle(self) -> Whistle:
        """吹哨."""
        return Whistle(case_id=self.case_id, units=self.units, reason=self.text)

    def supervision(self) -> RaiseByHand:
        """列入督办."""
        return RaiseByHand(
            unit=self.units[0], reason=self.text, responsible=self.responsible, case_id=self.case_id
        )

    def name(self) -> Name:
        """定责任单位、责任人."""
        return Name(unit=self.units[0], responsible=self.responsible)
