"""Push against a network that loses, doubles, reorders and forgets: a seed is a whole story, printed when it fails."""

import random
from dataclasses import dataclass, field

import pytest

from case_store.sync.batch import OLDEST, VERSION, Head
from case_store.sync.push import (
    BACKOFF_MAX_S,
    IDLE_S,
    UPGRADE_FIRST,
    Adopt,
    Answered,
    BatchRefused,
    Compared,
    Done,
    EventVerdict,
    Failed,
    GapFound,
    Greet,
    OutboxRead,
    Pusher,
    PushEvent,
    ReadOutbox,
    Rewind,
    Send,
    Settle,
    Standing,
    UpstreamHead,
    Verdict,
    Wait,
    Woken,
)

STEPS_MAX = 3000
ASKED_S = 3.0  # by a busy centre
CONTINUES = Compared(Standing.CONTINUES, Head(1, 6, "x"))


@dataclass
class Centre:
    """Upstream as ingest.py judges: in order, once, poison apart, a gap named."""

    poison: set[int]
    bytes_max: int = 10**9
    placed: list[int] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    head: int = 0

    def take(self, first_seq: int, ids: tuple[str, ...]) -> PushEvent:
        if len(ids) > self.bytes_max:
            return BatchRefused("too large")
        if first_seq > self.head + 1:
            return GapFound(self.head + 1)
        return Answered(tuple(self._judge(seq, id_) for seq, id_ in enumerate(ids, start=first_seq)))

    def _judge(self, seq: int, id_: str) -> EventVerdict:
        if seq in self.apart:
            return EventVerdict(seq, id_, Verdict.QUARANTINED, "shape")
        if seq <= self.head:
            return EventVerdict(seq, id_, Verdict.DUP)
        self.head = seq
        if seq in self.poison:
            self.apart.add(seq)
            return EventVerdict(seq, id_, Verdict.QUARANTINED, "shape")
        self.placed.append(seq)
        return EventVerdict(seq, id_, Verdict.OK)

    def restored_from_backup(self, head: int) -> None:
        self.head = min(self.head, head)
        self.placed = [seq for seq in self.placed if seq <= head]
        self.apart = {seq for seq in self.apart if seq <= head}


class Story:
    """A hall that goes on registering while its line to the centre does what lines do."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  a seed is the point
        self.happened = 0
        self.waiting: list[int] = []
        self.set_aside: set[int] = set()
        self.centre = Centre(poison={n for n in range(1, 80) if self.chance.random() < 0.05})
        self.pusher = Pusher(self.chance.random)
        self.read: tuple[int, ...] = ()
        self.late: list[tuple[int, tuple[str, ...]]] = []
        self.trouble = True
        self.paused_s = 0.0

    def happen(self, how_many: int) -> None:
        for _ in range(how_many):
            self.happened += 1
            self.waiting.append(self.happened)

    def step(self, event: PushEvent) -> PushEvent:
        command = self.pusher.handle(event)
        match command:
            case ReadOutbox():
                run = self.waiting[: command.events_max]
                while run and run != list(range(run[0], run[0] + len(run))):
                    run.pop()
                self.read = tuple(run)
                return OutboxRead(run[0] if run else self.happened + 1, tuple(f"e{n}" for n in run))
            case Greet():
                answer = self._send(with_events=False)
                return (
                    Compared(Standing.CONTINUES, Head(1, 0, "")) if isinstance(answer, Answered) else answer
                )
            case Adopt():
                raise AssertionError("nothing was restored here")
            case Send():
                return self._send()
            case Settle():
                gone = {int(id_[1:]) for id_ in command.forget}
                apart = {int(id_[1:]) for id_, _ in command.quarantined}
                self.set_aside |= apart
                self.waiting = [n for n in self.waiting if n not in gone | apart]
                return Done()
            case Rewind():
                again = range(command.from_seq, self.happened + 1)
                self.set_aside -= set(again)
                self.waiting = sorted({*self.waiting, *again})
                return Done()
            case Wait():
                assert command.seconds <= max(BACKOFF_MAX_S, IDLE_S) + ASKED_S
                self.paused_s += command.seconds
                return Woken()

    def _send(self, *, with_events: bool = True) -> PushEvent:
        first = self.read[0] if self.read else self.happened + 1
        batch = (first, tuple(f"e{n}" for n in self.read) if with_events else ())
        if not self.trouble:
            return self.centre.take(*batch)
        if self.late and self.chance.random() < 0.5:  # an old request that was thought lost arrives now
            self.centre.take(*self.late.pop(self.chance.randrange(len(self.late))))
        match self.chance.randrange(7):
            case 0:
                return Failed("connect")
            case 1:
                self.late.append(batch)
                return Failed("timeout")
            case 2:
                self.centre.take(*batch)
                return Failed("the answer was lost")
            case 3:
                self.centre.take(*batch)
                return self.centre.take(*batch)
            case 4:
                answer = self.centre.take(*batch)
                if isinstance(answer, Answered):
                    return Answered(answer.verdicts[: self.chance.randrange(len(answer.verdicts) + 1)])
                return answer
            case 5:
                return Failed("http 429", ASKED_S)
            case _:
                return self.centre.take(*batch)


def run(story: Story, event: PushEvent, steps: int) -> PushEvent:
    for _ in range(steps):
        event = story.step(event)
    return event


@pytest.mark.parametrize("seeds", [range(n, n + 50) for n in range(0, 300, 50)], ids=lambda r: f"{r[0]}+")
def test_whatever_the_line_does_every_event_arrives_once_and_in_order(seeds: range) -> None:
    for seed in seeds:
        story = Story(seed)
        event: PushEvent = Woken()
        for _ in range(12):
            story.happen(story.chance.randrange(6))
            if story.chance.random() < 0.1:
                story.centre.restored_from_backup(story.chance.randrange(story.centre.head + 1))
            if story.chance.random() < 0.2:
                story.centre.bytes_max = story.chance.choice([1, 2, 10**9])
            event = run(story, event, story.chance.randrange(12))
            known = {*story.centre.placed, *story.centre.apart, *story.waiting}
            assert {*range(1, story.happened + 1)} - known == _lost_in_the_backup(story), f"seed {seed}"
        story.trouble = False
        story.centre.bytes_max = 10**9
        steps = 0
        while not _at_rest(story):
            event = story.step(event)
            steps += 1
            assert steps < STEPS_MAX, f"seed {seed}: stuck, {story.pusher.trouble}"
        everything = {*range(1, story.happened + 1)}
        poison = story.centre.poison & everything
        assert story.centre.placed == sorted(everything - poison), f"seed {seed}"
        assert story.set_aside >= poison & story.centre.apart, f"seed {seed}"


def _lost_in_the_backup(story: Story) -> set[int]:
    """What only the hall's log still has: the centre confirmed it and then forgot."""
    return {n for n in range(story.centre.head + 1, story.happened + 1) if n not in story.waiting}


def _at_rest(story: Story) -> bool:
    return not story.waiting and story.centre.head == story.happened


def test_a_quiet_hall_is_heard_of_and_its_forgotten_hole_is_found() -> None:
    story = Story(1)
    story.trouble, story.centre.poison = False, set()
    story.happen(4)
    event = run(story, Woken(), 6)
    assert story.centre.placed == [1, 2, 3, 4]
    story.centre.restored_from_backup(2)
    run(story, event, 12)
    assert story.centre.placed == [1, 2, 3, 4]


def test_an_event_that_upstream_cannot_take_alone_is_tried_again_with_pauses() -> None:
    story = Story(1)
    story.trouble, story.centre.poison, story.centre.bytes_max = False, set(), 0
    story.happen(3)
    event = run(story, Woken(), 400)
    assert story.waiting == [1, 2, 3]
    assert story.paused_s > BACKOFF_MAX_S
    story.centre.bytes_max = 10
    run(story, event, 30)
    assert story.centre.placed == [1, 2, 3]


def test_an_answer_that_names_strangers_forgets_nothing() -> None:
    pusher = Pusher(lambda: 0.5)
    pusher.handle(Woken())
    assert pusher.handle(OutboxRead(7, ("a", "b"))) == Greet()
    assert pusher.handle(CONTINUES) == Send()
    strangers = (EventVerdict(7, "x", Verdict.OK), EventVerdict(9, "b", Verdict.OK))
    assert isinstance(pusher.handle(Answered(strangers)), Wait)


def test_a_busy_upstream_is_left_alone_as_long_as_it_asks() -> None:
    pusher = Pusher(lambda: 0.0)
    wait = pusher.handle(Failed("http 429", 40.0))
    assert wait == Wait(40.0, until_new=False)


def test_many_halls_that_were_asked_to_come_again_do_not_come_in_one_instant() -> None:
    def waits(jitter: float) -> float:
        command = Pusher(lambda: jitter).handle(Failed("http 429", ASKED_S))
        assert isinstance(command, Wait)
        return command.seconds

    assert ASKED_S == waits(0.0) < waits(0.3) < waits(0.9)


def test_a_busy_upstream_is_not_greeted_anew_but_one_that_was_away_is() -> None:
    pusher = Pusher(lambda: 0.5)
    pusher.handle(Woken())
    pusher.handle(OutboxRead(7, ("a",)))
    pusher.handle(CONTINUES)
    pusher.handle(Failed("http 429", 1.0))
    pusher.handle(Woken())
    assert pusher.handle(OutboxRead(7, ("a",))) == Send()
    pusher.handle(Failed("connect"))
    pusher.handle(Woken())
    assert pusher.handle(OutboxRead(7, ("a",))) == Greet()


def test_an_older_upstream_is_spoken_to_in_its_own_words() -> None:
    pusher = Pusher(lambda: 0.5)
    pusher.handle(Woken())
    assert pusher.handle(OutboxRead(7, ("a",))) == Greet(VERSION)
    assert pusher.handle(BatchRefused("sync.batch_unreadable")) == Greet(OLDEST)
    assert pusher.handle(CONTINUES) == Send(OLDEST)


def test_an_upstream_that_understands_none_of_our_words_is_asked_again_and_nothing_is_forgotten() -> None:
    pusher = Pusher(lambda: 0.5)
    event: PushEvent = Woken()
    for _ in range(3):
        assert pusher.handle(event) == ReadOutbox(500)
        assert pusher.handle(OutboxRead(7, ("a", "b"))) == Greet(VERSION)
        assert pusher.handle(BatchRefused(UPGRADE_FIRST)) == Greet(OLDEST)
        assert isinstance(pusher.handle(BatchRefused(UPGRADE_FIRST)), Wait)
        assert pusher.trouble == UPGRADE_FIRST
        event = Woken()


def test_a_forked_chain_is_not_pushed_but_asked_about_again() -> None:
    pusher = Pusher(lambda: 0.5)
    for _ in range(3):
        pusher.handle(Woken())
        assert pusher.handle(OutboxRead(7, ("a", "b"))) == Greet()
        assert pusher.handle(Compared(Standing.FORKED, Head(1, 8, "x"))) == Wait(IDLE_S, until_new=False)
        assert pusher.trouble == Standing.FORKED
    pusher.handle(Woken())
    pusher.handle(OutboxRead(7, ("a", "b")))
    assert pusher.handle(CONTINUES) == Send()


def test_whoever_hears_that_their_place_was_taken_asks_who_they_are_before_the_next_batch() -> None:
    pusher = Pusher(lambda: 0.5)
    pusher.handle(Woken())
    pusher.handle(OutboxRead(7, ("a",)))
    pusher.handle(CONTINUES)
    settle = pusher.handle(Answered((EventVerdict(7, "a", Verdict.QUARANTINED, "forked"),)))
    assert settle == Settle(forget=(), quarantined=(("a", "forked"),))
    assert pusher.handle(Done()) == ReadOutbox(500)
    assert pusher.handle(OutboxRead(8, ("b",))) == Greet()


def test_a_quiet_hall_hears_that_upstream_has_another_story_since_it_came_back() -> None:
    pusher = Pusher(lambda: 0.5)
    strangers = UpstreamHead(1, 9, "y", knows_yours=False)
    pusher.handle(Woken())
    pusher.handle(OutboxRead(7, ()))
    pusher.handle(CONTINUES)
    pusher.handle(Woken())
    assert pusher.handle(OutboxRead(7, ())) == Send()
    assert pusher.handle(Answered((), strangers)) == ReadOutbox(500)
    assert pusher.handle(OutboxRead(7, ())) == Greet()
    forked = Compared(Standing.FORKED, Head(1, 6, "x"), strangers)
    assert pusher.handle(forked) == Wait(IDLE_S, until_new=False)
    assert pusher.trouble == Standing.FORKED


def test_a_quiet_hall_that_is_not_known_but_continues_does_not_ask_in_a_circle() -> None:
    pusher = Pusher(lambda: 0.5)
    pusher.handle(Woken())
    pusher.handle(OutboxRead(7, ()))
    pusher.handle(CONTINUES)
    pusher.handle(Woken())
    assert pusher.handle(OutboxRead(7, ())) == Send()
    assert pusher.handle(Answered((), UpstreamHead(1, 4, "y", knows_yours=False))) == ReadOutbox(500)
    assert pusher.handle(OutboxRead(7, ())) == Greet()
    assert pusher.handle(CONTINUES) == Wait(IDLE_S, until_new=True)
