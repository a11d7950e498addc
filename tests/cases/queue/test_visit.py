"""A visit: what each command does, and what no order of commands can reach."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cases.queue.visit import Visit, VisitState, evolve
from cases.queue.visit_commands import (
    CallNumber,
    EndVisit,
    IssueTicket,
    MarkNoShow,
    ReportPaper,
    ReturnToQueue,
    StartService,
    VisitCommand,
)
from cases.queue.visit_decisions import decide
from cases.queue.visit_events import NumberSuperseded, PaperState
from cases.refusal import Refusal

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def issue(ticket_no: str = "A001", *, leased: bool = False) -> IssueTicket:
    return IssueTicket(
        visit_id="v1",
        ticket_no=ticket_no,
        queue="A",
        business_date=date(2026, 11, 23),
        place_at=NINE,
        leased=leased,
        kiosk_id="k1",
        ticket_code_hash="0" * 64,
    )


def call(counter_no: int = 1) -> CallNumber:
    return CallNumber(counter_no=counter_no, staff_id="s1", calls_count_max=3)


def after(*commands: VisitCommand) -> Visit:
    visit: Visit | None = None
    for command in commands:
        answer = decide(visit, command)
        assert not isinstance(answer, Refusal), answer
        for event in answer:
            visit = evolve(visit, event)
    assert visit is not None
    return visit


def refused(visit: Visit | None, command: VisitCommand) -> str:
    answer = decide(visit, command)
    assert isinstance(answer, Refusal)
    return answer.code


def test_a_ticket_waits_is_called_served_and_ended() -> None:
    visit = after(
        issue(),
        call(),
        StartService(counter_no=1, staff_id="s1"),
        EndVisit(counter_no=1, staff_id="s1"),
    )
    assert visit.state is VisitState.DONE


def test_the_same_ticket_asked_for_twice_is_issued_once() -> None:
    assert decide(after(issue()), issue("A002")) == []


def test_the_printed_number_of_a_lease_stands_and_the_other_is_superseded() -> None:
    issued = after(issue("A018"))
    assert decide(issued, issue("A901", leased=True)) == [
        NumberSuperseded(superseded_no="A018", stands_no="A901")
    ]
    assert after(issue("A018"), issue("A901", leased=True)).ticket_no == "A901"


def test_a_fourth_call_is_refused() -> None:
    assert refused(after(issue(), call(), call(), call()), call()) == "visit.called_too_often"


def test_another_desk_cannot_take_a_called_number() -> None:
    called = after(issue(), call(1))
    assert refused(called, call(2)) == "visit.not_at_this_desk"
    assert refused(called, StartService(counter_no=2, staff_id="s2")) == "visit.not_at_this_desk"
    assert refused(called, MarkNoShow(counter_no=2, staff_id="s2")) == "visit.not_at_this_desk"


def test_a_missed_number_comes_back_after_three_others_twice_at_most() -> None:
    back = ReturnToQueue(staff_id="s1", queue_calls_count=4, skip_calls=3, returns_max=2)
    missed = MarkNoShow(counter_no=1, staff_id="s1")
    once = after(issue(), call(), missed, back)
    assert once.state is VisitState.WAITING
    assert once.eligible_from_call == 7
    twice = after(issue(), call(), missed, back, call(), missed, back, call(), missed)
    assert refused(twice, back) == "visit.returned_too_often"


def test_a_reception_that_never_began_cannot_be_ended() -> None:
    assert refused(after(issue(), call()), EndVisit(counter_no=1, staff_id="s1")) == "visit.not_serving"


def test_nothing_happens_to_a_visit_that_is_not_known() -> None:
    assert refused(None, call()) == "visit.unknown"


COMMANDS = st.sampled_from(
    [
        issue(),
        issue("A901", leased=True),
        *(c for n in (1, 2) for c in (call(n), StartService(counter_no=n, staff_id=f"s{n}"))),
        *(
            c
            for n in (1, 2)
            for c in (EndVisit(counter_no=n, staff_id="s"), MarkNoShow(counter_no=n, staff_id="s"))
        ),
        ReturnToQueue(staff_id="s1", queue_calls_count=0, skip_calls=3, returns_max=2),
        ReportPaper(paper="queue_ticket", job_id="j", result=PaperState.VOIDED),
    ]
)


@given(st.lists(COMMANDS, max_size=40))
def test_no_order_of_commands_breaks_a_visit(commands: list[VisitCommand]) -> None:
    visit: Visit | None = None
    for command in commands:
        answer = decide(visit, command)
        if isinstance(answer, Refusal):
            continue
        before = visit
        for event in answer:
            visit = evolve(visit, event)
        assert visit is not None
        at_desk = visit.state in (VisitState.CALLED, VisitState.SERVING)
        assert at_desk <= (visit.counter_no is not None)
        assert visit.calls_count <= 3
        assert visit.returns_count <= 2
        if before is not None and before.state is VisitState.DONE:
            assert visit.state is VisitState.DONE
