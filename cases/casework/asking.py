"""At a store that does not hold the case (design.md §2): facts are added, what needs a decision is asked of its holder.

A unit, a village or a grid worker without a hall store works at the centre; the hall answers when it hears of it.
"""

from cases.casework import case_additions as adds
from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework.acting import Acting
from cases.casework.case_commands import CaseCommand
from cases.casework.case_events import CaseEvent
from cases.casework.case_rules import decide
from cases.refusal import Refusal

Asked = (
    ask.AcknowledgeDispatch | ask.ReturnDispatch | handle.ReportResult | handle.AskExtension | handle.SignOff
)


def ask_holder(on: Acting, commands: tuple[CaseCommand, ...], store: str) -> list[CaseEvent] | Refusal:
    """What is said here, or why not. What the holder would refuse by what is known here is refused at once.

    While something else is being asked, nobody here knows what the holder will answer: then it is asked as well.
    """
    case = on.case
    said: list[CaseEvent] = []
    for command in commands:
        if isinstance(command, Asked):
            expected = [] if case.asked else decide(case, command, on.policy, on.now, case.holder)
            if isinstance(expected, Refusal):
                return expected
            said.append(_asked(command, on.new_id(), store))
            continue
        answer = decide(case, command, on.policy, on.now, store)
        if isinstance(answer, Refusal):
            return answer
        said += answer
    return said


def _asked(command: Asked, addition_id: str, store: str) -> adds.ActionAsked:
    return adds.ActionAsked(
        addition_id=addition_id,
        from_store=store,
        acknowledge=command if isinstance(command, ask.AcknowledgeDispatch) else None,
        give_back=command if isinstance(command, ask.ReturnDispatch) else None,
        report=command if isinstance(command, handle.ReportResult) else None,
        extend=command if isinstance(command, handle.AskExtension) else None,
        sign_off=command if isinstance(command, handle.SignOff) else None,
    )
