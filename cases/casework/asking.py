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

_FIELD: dict[type[CaseCommand], str] = {
    ask.AcknowledgeDispatch: "acknowledge",
    ask.ReturnDispatch: "give_back",
    handle.ReportResult: "report",
    handle.AskExtension: "extend",
    handle.SignOff: "sign_off",
}


def ask_holder(on: Acting, commands: tuple[CaseCommand, ...], store: str) -> list[CaseEvent] | Refusal:
    """What is said here, or why not. What the holder would refuse by what is known here is refused at once.

    While something else is being asked, nobody here knows what the holder will answer: then it is asked as well.
    """
    case = on.case
    said: list[CaseEvent] = []
    for command in commands:
        field = _FIELD.get(type(command))
        if field is None:
            answer = decide(case, command, on.policy, on.now, store)
            if isinstance(answer, Refusal):
                return answer
            said += answer
            continue
        if not case.asked:
            expected = decide(case, command, on.policy, on.now, case.holder)
            if isinstance(expected, Refusal):
                return expected
        said.append(adds.ActionAsked(addition_id=on.new_id(), from_store=store, **{field: command}))
    return said
