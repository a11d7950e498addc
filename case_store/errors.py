"""What can go wrong with the machinery of a store; a rule that says no is a `Refusal`, never one of these."""


class StoreError(Exception):
    """`code` names three sentences in assets/texts/refusals.toml; `facts` are their arguments, never a person."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts: dict[str, str | int] = facts
