"""Why the program suggests something: a sentence of assets/texts/casework_reasons.toml and its facts."""

from dataclasses import dataclass, field

from cases.refusal import Facts


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is the key below `casework_reasons`; `facts` are ids, counts and clauses, never a person."""

    code: str
    facts: Facts = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of its sentence."""
        return f"casework_reasons.{self.code}"
