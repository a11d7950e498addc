"""The risk picture of the day, kept where every look at the hall finds it; made again each day (risk_round.py)."""

from dataclasses import dataclass

from cases.risk.risk_picture import RiskPicture


@dataclass(slots=True)
class RiskHeld:
    """None until it was made for the first time since the store was opened. Changed in the store's thread alone."""

    picture: RiskPicture | None = None

    @property
    def repeated(self) -> frozenset[str]:
        """The cases of its window that it counts as 重复."""
        return self.picture.repeated if self.picture else frozenset()
