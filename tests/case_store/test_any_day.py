"""Any day in any order: whatever kiosks, desks and time do, the log stays whole and everything agrees with it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from case_store.hall.counter_tickets import CounterTicket
from case_store.hall.house import AtDesk
from case_store.hall.queue_verbs import ByHand, Handover
from case_store.hall.waits import Waits, calls_so_far
from case_store.log.event_log import Past
from case_store.log.history import case_of, visit_of
from case_store.log.schema import case_, visit
from case_store.sync.heard import Heard
from case_store.views.counter import counter_sections
from case_store.views.dispatch import dispatch_sections
from case_store.views.due_rows import DueList
from case_store.views.kiosk import kiosk_sections
from case_store.views.look import Look
from case_store.views.touched import BY_MINUTE, BY_TIME, touched_by
from case_store.views.visit_rows import waiting_today
from case_store.views.wall import wall_sections
from cases.casework.case_events import DeadlinePassed
from cases.casework.case_state import FINISHED
from cases.codec import Event
from cases.deadlines.clock_kinds import ClockKind
from cases.figures.sight import Sight
from cases.hall_time import whole_minute
from cases.queue.help_call import CallHelp
from cases.queue.queue_order import Caller, CallsSoFar, Waiting, is_overtaken_by, is_ready
from cases.queue.submission import Submission
from cases.queue.visit import AT_A_DESK
from cases.queue.visit_commands import ReportPaper
from cases.queue.visit_events import PaperState
from cases.queue.wish import Wish
from cases.refusal import Refusal
from cases.supervision.supervision import SupervisionRaised
from cases.views import WaitingRow
from tests.case_store.command_zone import some_command
from tests.case_store.one_hall import OPEN, PRIVATE, OneHall, granted, on_duty
from tests.case_store.told_in_batches import told_in_batches_the_line_is_the_same

DESKS = st.integers(min_value=1, max_value=3)
PICK = st.integers(min_value=0, max_value=50)


class AnyDay(RuleBasedStateMachine):
    """One hall; Hypothesis is everybody else."""

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.hall = OneHall(Path(self.folder.name))
        self.happened: list[Event] = []
        self.hall.store.on_commit = self.happened.extend
        self.desks = {number: self.hall.desk(number) for number in (1, 2, 3)}
        self.sent: list[Submission] = []
        self.counted: dict[str, int] = {}  # who was overtaken how often, by the rule
        self.leased = 501
        granted(self.hall.store.hall.leases("k1"))
        self.views = {
            "wall": wall_sections(),
            "kiosk": kiosk_sections("k1"),
            "counter": counter_sections(DueList(), lambda: None),
            "dispatch": dispatch_sections(Sight(), lambda: None, Heard()),
        }
        now = self.hall.clock.now()
        self.shown, self.minute, self.days = self.look(now), whole_minute(now), {now.date()}

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            try:
                self.everything_agrees()
            finally:
                self.hall.store.close()
                self.folder.cleanup()

    # What people do.

    @rule(
        queue=st.sampled_from("AB"),
        kind=st.sampled_from(["confirmed", "draft", "ticket"]),
        ago=st.integers(0, 9),
    )
    def take(self, queue: str, kind: str, ago: int) -> None:
        submission = self.hall.submission(
            queue=queue,
            confirmed=kind == "confirmed",
            draft=kind == "draft",
            place_at=self.hall.clock.now() - timedelta(minutes=ago),
        )
        granted(self.hall.store.hall.submit(submission))
        self.sent.append(submission)

    @rule(pick=PICK)
    def take_by_lease(self, pick: int) -> None:
        submission = self.hall.submission(leased_ticket_no=f"A{self.leased}", confirmed=pick % 2 == 0)
        self.leased += 1
        granted(self.hall.store.hall.submit(submission))
        self.sent.append(submission)

    @rule(pick=PICK)
    def send_again(self, pick: int) -> None:
        if self.sent:
            granted(self.hall.store.hall.submit(self.sent[pick % len(self.sent)]))

    @rule(pick=PICK)
    def the_printed_number_comes_too(self, pick: int) -> None:
        if self.sent:
            first = self.sent[pick % len(self.sent)]
            printed = replace(first, command_id=uuid_v7.uuid7(), leased_ticket_no=f"A{self.leased}")
            self.leased += 1
            granted(self.hall.store.hall.submit(printed))

    @rule(pick=PICK, result=st.sampled_from(PaperState))
    def report_paper(self, pick: int, result: PaperState) -> None:
        if self.sent:
            report = ReportPaper(paper="queue_ticket", job_id=str(pick), result=result)
            visit_id = self.sent[pick % len(self.sent)].visit_id
            granted(self.hall.store.hall.report_paper(uuid_v7.uuid7(), visit_id, report))

    @rule(number=DESKS)
    def call_next(self, number: int) -> None:
        waiting, so_far = self.in_line()
        called = self.hall.store.hall.call_next(uuid_v7.uuid7(), self.desks[number])
        if isinstance(called, Refusal):
            return
        hall, now = self.hall.store.house.policy.hall, called.called_at or self.hall.clock.now()
        counter = hall.counter(number)
        assert counter is not None
        caller = Caller(counter_no=number, serves=counter.serves, weights=counter.weights)
        (chosen,) = [ticket for ticket in waiting if ticket.visit_id == called.visit_id]
        for ticket in waiting:
            ready = is_ready(ticket, so_far, now, waiting, caller)
            if ready and is_overtaken_by(ticket, chosen, caller, hall):
                self.counted[ticket.visit_id] = self.counted.get(ticket.visit_id, 0) + 1

    def in_line(self) -> tuple[list[Waiting], CallsSoFar]:
        """Who waits, and what the order of calling remembers."""
        log, today = self.hall.store.log, self.hall.clock.now().date()
        with log.reading() as connection:
            return waiting_today(connection, log.stream, today), calls_so_far(connection, log.stream, today)

    @rule(number=DESKS, verb=st.sampled_from(["recall", "start", "end", "no_show"]))
    def do(self, number: int, verb: str) -> None:
        if row := self.at_desk(number):
            getattr(self.hall.store.hall, verb)(uuid_v7.uuid7(), self.desks[number], row.visit_id)

    @rule(number=DESKS, pick=PICK)
    def return_to_queue(self, number: int, pick: int) -> None:
        if rows := self.hall.counter_view().not_present:
            row = rows[pick % len(rows)]
            self.hall.store.hall.return_to_queue(uuid_v7.uuid7(), self.desks[number], row.visit_id)

    @rule(number=DESKS, verb=st.sampled_from(["undo", "hold", "transfer", "priority", "no_priority"]))
    def do_more(self, number: int, verb: str) -> None:
        row, desk, door = self.at_desk(number), self.desks[number], self.hall.store.hall.queue
        if row is None:
            return
        match verb:
            case "undo":
                door.undo(uuid_v7.uuid7(), desk, row.visit_id)
            case "hold":
                door.hold(uuid_v7.uuid7(), desk, row.visit_id, "rest")
            case "transfer":
                target = Handover(reason="mediation", to_counter=number % 3 + 1)
                door.transfer(uuid_v7.uuid7(), desk, row.visit_id, target)
            case _:
                door.check_priority(uuid_v7.uuid7(), desk, row.visit_id, verb == "priority")

    @rule(number=DESKS, pick=PICK, verb=st.sampled_from(["acknowledge_transfer", "take_back"]))
    def hand_over(self, number: int, pick: int, verb: str) -> None:
        if rows := self.hall.counter_view().transferred:
            door = self.hall.store.hall.queue
            getattr(door, verb)(uuid_v7.uuid7(), self.desks[number], rows[pick % len(rows)].visit_id)

    @rule(
        number=DESKS,
        pick=PICK,
        verb=st.sampled_from(["leave", "cancel", "merge", "by_hand", "resume", "wish"]),
    )
    def away(self, number: int, pick: int, verb: str) -> None:
        view = self.hall.counter_view()
        rows = view.held if verb == "resume" else (*view.waiting, *view.at_desks)
        if not rows:
            return
        row, door, desk = rows[pick % len(rows)], self.hall.store.hall.queue, self.desks[number]
        match verb:
            case "leave":
                door.leave(uuid_v7.uuid7(), desk, row.visit_id)
            case "cancel":
                door.cancel(uuid_v7.uuid7(), desk, row.visit_id, "mistake")
            case "merge":
                door.merge(uuid_v7.uuid7(), desk, row.visit_id, rows[0].ticket_no)
            case "by_hand":
                line = ByHand(ticket_no=row.ticket_no, called_at=self.hall.clock.now(), came=pick % 2 == 0)
                door.enter_by_hand(uuid_v7.uuid7(), desk, line)
            case "resume":
                door.resume(uuid_v7.uuid7(), desk, row.visit_id)
            case _:
                wish = Wish(
                    position=self.hall.store.hall.wishes.cursor() + 1,
                    wish_id=str(uuid_v7.uuid7()),
                    visit_id=row.visit_id,
                    kind="postpone" if pick % 2 else "leave",
                    at=self.hall.clock.now(),
                )
                self.hall.store.hall.wishes.answer((wish,))

    @rule(number=DESKS, away=st.booleans())
    def pause(self, number: int, away: bool) -> None:
        door = self.hall.store.hall.queue
        if away:
            door.pause(uuid_v7.uuid7(), self.desks[number], 10)
        else:
            door.resume_desk(uuid_v7.uuid7(), self.desks[number])

    @rule(number=DESKS, priority=st.sampled_from([None, "elderly"]), persons=st.sampled_from([None, 37]))
    def take_at_the_counter(self, number: int, priority: str | None, persons: int | None) -> None:
        wanted = CounterTicket(
            queue="A", priority=priority, party_count=persons, for_counter=None if persons else number
        )
        granted(self.hall.store.hall.queue.issue_ticket(uuid_v7.uuid7(), on_duty(self.desks[number]), wanted))

    @rule(minutes=st.sampled_from([-120, 0.3, 1, 12]))
    def the_clock_is_set(self, minutes: float) -> None:
        self.hall.wait(minutes=minutes)
        self.hall.store.hall.tick()

    @rule(number=DESKS, verb=st.sampled_from(["read", "register", "correct", "accept", "reject"]))
    def casework(self, number: int, verb: str) -> None:
        row = self.at_desk(number)
        if row is None:
            return
        at, desk, command_id = self.hall.store.hall, self.desks[number], uuid_v7.uuid7()
        match verb:
            case "read":
                granted(at.open_matter(desk, row.visit_id))
            case "register":
                at.register(command_id, desk, row.visit_id, (OPEN, PRIVATE))
            case "correct":
                at.correct(command_id, desk, row.case_id or "", (replace(OPEN, party_count=9), PRIVATE))
            case "accept":
                at.accept(command_id, desk, row.case_id or "")
            case "reject":
                at.reject(command_id, desk, row.case_id or "", ("out_of_scope", "court", "他说"))

    @rule(pick=PICK, number=DESKS)
    def help(self, pick: int, number: int) -> None:
        at, help_id = self.hall.store.hall, str(pick % 4)
        match pick % 3:
            case 0:
                call = CallHelp(help_id=help_id, kiosk_id="k1", page="p", called_at=self.hall.clock.now())
                granted(at.call_help(call))
            case 1:
                at.answer_help(uuid_v7.uuid7(), self.desks[number], help_id)
            case _:
                at.withdraw_help(help_id, "citizen")

    @rule(pick=PICK, verb=st.sampled_from(["acknowledge", "show", "take_down"]))
    def in_the_command_zone(self, pick: int, verb: str) -> None:
        some_command(self.hall.store, pick, verb)

    @rule(number=DESKS, staff=DESKS)
    def change_places(self, number: int, staff: int) -> None:
        moved = AtDesk(staff_id=f"s{staff}", counter_no=number)
        if not isinstance(self.hall.store.hall.sign_in(on_duty(moved)), Refusal):
            self.desks[number] = moved

    @rule(number=DESKS)
    def read_a_notice(self, number: int) -> None:
        at, desk = self.hall.store.hall, self.desks[number]
        if notices := self.hall.counter_view().notices:
            granted(at.acknowledge(uuid_v7.uuid7(), desk, notices[0].notice_id))

    @rule(hours=st.sampled_from([0.02, 1, 5, 24, 100]))
    def time_passes(self, hours: float) -> None:
        self.hall.wait(hours=hours)
        self.hall.store.hall.tick()

    # What must hold.

    @invariant()
    def what_screens_were_told_is_what_they_would_be_told_anew(self) -> None:
        """Only the sections that the events touch are read again; nothing else may have changed."""
        if not hasattr(self, "hall"):
            return
        touched = touched_by(self.happened) | (set(BY_TIME) - {"queues"})  # these only time turns
        now = self.hall.clock.now()
        today, minute = now.date(), whole_minute(now)
        if minute != self.minute:
            touched |= {"queues", *BY_MINUTE}  # waits and figures are told anew every minute
        self.minute = minute
        fresh = self.look(now)
        if today in self.days:
            for view, name in fresh:
                assert name in touched or fresh[view, name] == self.shown[view, name], (view, name)
        self.days = {today}
        self.shown = fresh
        self.happened.clear()

    def everything_agrees(self) -> None:
        assert self.hall.faults() == []
        live = self.hall.tables()
        self.the_tables_say_what_the_events_say()
        self.overtaken_as_the_rule_says()
        self.safety_and_liveness()
        self.every_number_is_explained()
        self.hall.store.rebuild()
        assert self.hall.tables() == live
        told_in_batches_the_line_is_the_same(self.hall.store.log, Path(self.folder.name))

    def the_tables_say_what_the_events_say(self) -> None:
        with self.hall.store.log.reading() as connection:
            past = Past(connection, self.hall.store.log.stream, self.hall.clock.now())
            for row in connection.execute(sa.select(visit)).all():
                state = visit_of(past, row.visit_id)
                assert state is not None
                stands = (state.ticket_no, state.state.value, state.counter_no)
                assert (row.ticket_no, row.state, row.counter_no) == stands
                assert (row.calls_count, row.returns_count, row.case_id, row.eligible_from_call) == (
                    state.calls_count,
                    state.returns_count,
                    state.case_id,
                    state.eligible_from_call,
                )
            for row in connection.execute(sa.select(case_)).all():
                case = case_of(past, row.case_id)
                assert case is not None
                lies = (case.state.value, case.case_code, case.open.category)
                assert (row.state, row.case_code, row.category) == lies
                # Liveness (domain.md §3.4): every unfinished case has a running clock.
                assert bool(case.clocks) == (case.state not in FINISHED) == bool(row.open)
                assert (row.due_at_us is None) == (not case.clocks)

    def overtaken_as_the_rule_says(self) -> None:
        """The column that calling goes by, counted again from the events by cases.queue.queue_order.is_overtaken_by."""
        assert self.counted == {
            row.visit_id: row.overtaken
            for row in self.hall.rows("SELECT visit_id, overtaken FROM visit WHERE overtaken > 0")
        }

    def safety_and_liveness(self) -> None:
        events = self.hall.events()
        passed = {e.item_id for e in events if isinstance(e, DeadlinePassed)}
        raised = [e for e in events if isinstance(e, SupervisionRaised)]
        assert {e.item_id for e in raised} == passed  # I4
        assert len(raised) == len(passed)
        assert len({(e.case_id, e.clock, e.rung) for e in raised}) == len(raised)
        assert {e.clock for e in raised} <= {kind.value for kind in ClockKind}

    def every_number_is_explained(self) -> None:
        """No number twice; every gap of normal numbering is a lease or a superseded number."""
        given = self.hall.rows("SELECT business_date, ticket_no FROM visit")
        assert len(set(given)) == len(given)
        superseded = self.hall.rows("SELECT business_date, ticket_no FROM superseded_number")
        used = {(row.business_date, row.ticket_no) for row in [*given, *superseded]}
        assert len(used) == len(given) + len(superseded)
        for row in self.hall.rows("SELECT business_date, queue, last_given FROM queue_day"):
            for number in range(1, row.last_given + 1):
                lent = 501 <= number <= 550
                assert lent or (row.business_date, f"{row.queue}{number:03d}") in used
        at_desks = [
            row
            for row in self.hall.rows("SELECT state, counter_no, business_date FROM visit")
            if row.state in AT_A_DESK
        ]
        assert len({(row.counter_no, row.business_date) for row in at_desks}) == len(at_desks)

    def at_desk(self, number: int) -> WaitingRow | None:
        rows = self.hall.counter_view().at_desks
        return next((row for row in rows if row.counter_no == number), None)

    def look(self, now: datetime) -> dict[tuple[str, str], bytes]:
        """Every section, as sent at the end of this minute: seconds alone shorten waits, and this machine is slow."""
        self.hall.store.hall.walls.tick()  # time does its part before a minute is told
        house, end = replace(self.hall.store.house, waits=Waits()), timedelta(minutes=1, microseconds=-1)
        with self.hall.store.log.reading() as connection:
            look = Look(connection, house, whole_minute(now) + end)
            asked = [(view, name, read) for view, of in self.views.items() for name, read in of.items()]
            return {(view, name): orjson.dumps(read(look)) for view, name, read in asked}


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
