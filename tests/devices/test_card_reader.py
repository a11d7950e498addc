"""The ID-card reader: a card is placed, read, told once, and taken away; whatever else the line brings is survived."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.people.identity_number import IdKind
from devices.card_reader.card import Card
from devices.card_reader.card_reader import (
    CODES,
    OF_THE_READER,
    CardEvent,
    CardRead,
    CardReader,
    CardRemoved,
    Unreadable,
)
from devices.card_reader.frames import FrameReader
from devices.card_reader.virtual import Fault, VirtualReader
from devices.card_reader.virtual_card import LAYOUTS, VirtualCard, load_cards

ASSETS = Path(__file__).parents[2] / "assets"
CARDS = load_cards(ASSETS)
TODAY = date(2026, 11, 30)
STEP_S = 0.05
SELECT, READ = bytes.fromhex("AAAAAA96690003200221"), bytes.fromhex("AAAAAA96690003300132")


class Desk:
    """A reader and the machine that asks it, on a clock of our own: no thread, no pty."""

    def __init__(self, *, takes_lying: bool = False, chunk: int = 4096, strict: bool = True) -> None:
        self.reader = VirtualReader(strict=strict)
        self.machine = CardReader(lambda: TODAY, takes_lying=takes_lying)
        self.now, self._chunk = 100.0, chunk
        self.told: list[CardEvent] = list(self.machine.opened(self.now))

    def want(self) -> None:
        self.told += self.machine.want(self.now)

    def unwanted(self) -> None:
        self.told += self.machine.unwanted(self.now)

    def line(self, data: bytes) -> None:
        """Bytes from the reader's side of the cable."""
        for at in range(0, len(data), self._chunk):
            self.told += self.machine.received(data[at : at + self._chunk], self.now)

    def pass_(self, seconds: float) -> Sequence[CardEvent]:
        """What is told while so much time passes."""
        before = len(self.told)
        for _ in range(round(seconds / STEP_S)):
            while asked := self.machine.outgoing():
                self.line(self.reader.heard(asked))
            self.now += STEP_S
            if self.machine.due_at() <= self.now:
                self.told += self.machine.tick(self.now)
        return self.told[before:]

    def until_asked(self, question: bytes) -> None:
        """Until the machine asks this, which the reader does not hear."""
        for _ in range(100):
            while asked := self.machine.outgoing():
                if asked == question:
                    return
                self.line(self.reader.heard(asked))
            self.now += STEP_S
            self.told += self.machine.tick(self.now)
        raise AssertionError("never asked")

    def place(self, name: str) -> Sequence[CardEvent]:
        self.reader.place(CARDS[name])
        return self.pass_(1.0)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.want()
    desk.pass_(0.5)
    return desk


def card_of(events: Sequence[CardEvent]) -> Card:
    (read,) = events
    assert isinstance(read, CardRead), read
    return read.card


def test_a_residents_card_is_told_once_and_its_going_too(desk: Desk) -> None:
    card = card_of(desk.place("li_moujia"))
    assert (card.kind, card.number, card.name) == (IdKind.RESIDENT, "15050219000101001X", "李某甲")
    assert (card.sex, card.nation, card.birth) == ("1", "17", date(1900, 1, 1))
    assert card.address == "内蒙古自治区通辽市科尔沁区某某街道1号"
    assert not card.expired, "长期 never ends"

    assert desk.pass_(5.0) == [], "it lies there"
    desk.reader.take_away()
    assert desk.pass_(1.0) == [CardRemoved()]
    assert card_of(desk.place("li_moujia")).name == "李某甲"


def test_the_address_that_was_written_onto_the_card_later_is_taken(desk: Desk) -> None:
    assert card_of(desk.place("wu_mou")).address == "内蒙古自治区通辽市开鲁县某某镇2号"


def test_cards_of_others_who_live_here_are_read_by_their_own_layouts(desk: Desk) -> None:
    told = {}
    for name in ("hong_kong", "foreign_2017", "foreign_2023", "expired"):
        told[name] = card_of(desk.place(name))
        desk.reader.take_away()
        assert desk.pass_(1.0) == [CardRemoved()]
    hong_kong, older, newer = told["hong_kong"], told["foreign_2017"], told["foreign_2023"]
    assert (hong_kong.kind, hong_kong.name, hong_kong.nation) == (IdKind.HMT_RESIDENT, "陈某丙", "")
    assert (older.kind, older.name, older.sex) == (IdKind.FOREIGN_2017, "多某", "2")
    assert (older.number, older.birth, older.address) == ("XXA150500000001", date(1900, 1, 1), "")
    assert newer.kind is IdKind.FOREIGN_2023
    assert newer.name == "EXAMPLE-LONGNAME JOHN WITHOUT REAL PERSON"
    assert [card.expired for card in told.values()] == [False, False, False, True]


def test_no_card_is_read_while_nobody_wants_one() -> None:
    desk = Desk()
    assert desk.place("li_moujia") == []
    assert desk.machine.trouble == ""


def test_a_card_that_the_last_citizen_forgot_is_not_told_to_the_next() -> None:
    desk = Desk()
    desk.want()
    desk.pass_(0.5)
    desk.place("li_moujia")
    desk.unwanted()
    desk.pass_(1.0)
    desk.want()
    assert desk.pass_(3.0) == []
    desk.reader.take_away()
    assert desk.pass_(1.0) == [CardRemoved()]
    assert card_of(desk.place("wu_mou")).name == "乌某"


def test_a_card_that_lay_there_before_anybody_asked_must_be_lifted_at_a_kiosk_and_is_read_at_a_counter() -> (
    None
):
    kiosk, counter = Desk(), Desk(takes_lying=True)
    for desk in (kiosk, counter):
        desk.reader.place(CARDS["li_moujia"])
        desk.pass_(1.0)
        desk.want()
        desk.pass_(2.0)
    assert kiosk.told == [Unreadable("reader.lift_first")]
    kiosk.reader.take_away()
    kiosk.pass_(1.0)
    assert card_of(kiosk.place("li_moujia")).name == "李某甲"
    assert card_of(counter.told).name == "李某甲"


def test_cards_that_change_places_faster_than_anybody_looks_are_both_read(desk: Desk) -> None:
    desk.place("li_moujia")
    desk.reader.place(CARDS["wu_mou"])
    assert [type(event) for event in desk.pass_(1.0)] == [CardRemoved, CardRead]
    assert card_of(desk.told[-1:]).name == "乌某"


def test_a_reader_that_finds_a_card_again_and_again_tells_it_once() -> None:
    desk = Desk(strict=False)
    desk.want()
    desk.pass_(0.5)
    desk.place("li_moujia")
    desk.pass_(10.0)
    assert [event for event in desk.told if isinstance(event, CardRead)] == desk.told[:1]
    desk.reader.take_away()
    desk.pass_(1.0)
    desk.place("li_moujia")
    assert len([event for event in desk.told if isinstance(event, CardRead)]) == 2


def test_two_cards_at_once_are_nobodys(desk: Desk) -> None:
    desk.reader.break_(Fault.TWO_CARDS)
    desk.reader.place(CARDS["li_moujia"], CARDS["wu_mou"])
    assert desk.pass_(1.0) == [Unreadable("reader.two_cards")]
    desk.reader.take_away()
    desk.pass_(1.0)
    desk.reader.break_(Fault.NONE)
    assert card_of(desk.place("wu_mou")).name == "乌某"


def text_from_another_reader(name: str) -> bytes:
    """The frame with this card's text."""
    other = VirtualReader()
    other.place(CARDS[name])
    other.heard(bytes.fromhex("AAAAAA96690003200122"))
    other.heard(SELECT)
    return other.heard(READ)


def test_a_text_that_comes_twice_is_one_card_also_where_its_holder_has_moved(desk: Desk) -> None:
    card_of(desk.place("wu_mou"))
    desk.line(text_from_another_reader("wu_mou"))
    assert desk.pass_(2.0) == []
    assert len(desk.told) == 1


def test_the_second_card_may_also_come_when_the_first_was_told_already(desk: Desk) -> None:
    text = text_from_another_reader("wu_mou")
    card_of(desk.place("li_moujia"))
    desk.line(text)
    assert desk.told[1:] == [CardRemoved(), Unreadable("reader.two_cards")]


def test_two_cards_that_drown_each_other_are_said_once(desk: Desk) -> None:
    desk.reader.break_(Fault.COLLISION)
    assert desk.place("li_moujia") == [Unreadable("reader.select_failed")]
    assert desk.pass_(5.0) == []


@pytest.mark.parametrize("asked", [SELECT, READ])
@pytest.mark.parametrize("status", sorted(CODES))
def test_whatever_a_reader_says_in_the_middle_of_a_card_is_told_and_the_next_card_is_read(
    desk: Desk, status: int, asked: bytes
) -> None:
    """The table of domain.md §8.1."""
    desk.reader.place(CARDS["li_moujia"])
    desk.until_asked(asked)
    desk.line(bytes.fromhex("AAAAAA9669") + bytes((0, 4, 0, 0, status, 4 ^ status)))
    assert desk.told == [Unreadable(CODES[status])]
    desk.reader.take_away()
    desk.pass_(1.0)
    desk.told.clear()
    assert card_of(desk.place("wu_mou")).name == "乌某"


@pytest.mark.parametrize("status", sorted(OF_THE_READER))
def test_a_reader_that_refuses_everything_is_of_no_use_until_it_answers_again(
    desk: Desk, status: int
) -> None:
    desk.reader.refuse_with(status)
    desk.pass_(5.0)
    assert desk.machine.trouble == CODES[status]
    desk.reader.refuse_with(0)
    desk.pass_(1.0)
    assert desk.machine.trouble == ""


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [(Fault.SILENT, "reader.silent"), (Fault.SHORT, "reader.silent"), (Fault.WRONG_CHECK, "reader.garbled")],
)
def test_a_reader_that_cannot_be_understood_is_of_no_use_until_it_can(
    desk: Desk, fault: Fault, trouble: str
) -> None:
    desk.reader.break_(fault)
    desk.place("li_moujia")
    desk.pass_(8.0)
    assert desk.machine.trouble == trouble
    assert not any(isinstance(event, CardRead) for event in desk.told)
    desk.reader.break_(Fault.NONE)
    desk.reader.take_away()
    desk.pass_(2.0)
    assert desk.machine.trouble == ""
    desk.told.clear()
    assert card_of(desk.place("li_moujia")).name == "李某甲"


def test_noise_between_the_answers_costs_nothing(desk: Desk) -> None:
    desk.reader.break_(Fault.NOISE)
    assert card_of(desk.place("li_moujia")).name == "李某甲"


def test_a_reader_that_falls_silent_while_it_reads_is_not_waited_for(desk: Desk) -> None:
    desk.reader.place(CARDS["li_moujia"])
    desk.until_asked(READ)
    desk.reader.break_(Fault.SILENT)
    assert desk.pass_(2.5) == []
    assert desk.pass_(1.0) == [Unreadable("reader.too_slow")]


def test_a_card_whose_chip_says_what_cannot_be_is_refused(desk: Desk) -> None:
    li = CARDS["li_moujia"]
    wrong = [
        VirtualCard(fields={**li.fields, "id": "150502190001010010"}),
        VirtualCard(fields={**li.fields, "id": ""}),
        VirtualCard(fields={**li.fields, "name": ""}),
        VirtualCard(layout="hmt", fields=li.fields),
    ]
    told = []
    for card in wrong:
        desk.reader.place(card)
        told += [event.code for event in desk.pass_(1.0) if isinstance(event, Unreadable)]
        desk.reader.take_away()
        desk.pass_(1.0)
    assert told == ["card.number_wrong", "card.number_wrong", "card.unreadable", "card.number_wrong"]


def test_a_frame_longer_than_any_is_not_waited_for(desk: Desk) -> None:
    desk.line(bytes.fromhex("AAAAAA9669 0801") + bytes(10))
    assert card_of(desk.place("li_moujia")).name == "李某甲"


def test_a_good_frame_inside_what_a_damaged_one_claims_is_found() -> None:
    none = bytes.fromhex("AAAAAA9669 0004 00 00 80 84")
    damaged = bytes.fromhex("AAAAAA9669 0018 00 00 90") + b"lost"
    frames = FrameReader()
    assert list(frames.feed(damaged + none)) == [], "it may still be what it claims"
    assert [answer.status for answer in frames.feed(none)] == [0x80, 0x80]
    assert [answer.status for answer in frames.feed(none[:3])] == []
    assert [answer.status for answer in frames.feed(none[3:])] == [0x80]


def test_the_virtual_cards_are_256_bytes_and_bear_no_number_of_a_visitor() -> None:
    assert {len(card.text()) for card in CARDS.values()} == {256}
    assert {sum(width for _, width in layout) for layout in LAYOUTS.values()} == {256}
    assert all(card.fields["birth"].startswith("1900") for card in CARDS.values())


def test_nothing_of_a_person_is_in_what_a_log_would_show(desk: Desk) -> None:
    desk.reader.place(CARDS["li_moujia"])
    shown = repr(desk.pass_(1.0))
    assert "CardRead" in shown
    assert not any(word in shown for word in ("李某甲", "1900", "科尔沁"))


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=60),
            st.just(bytes.fromhex("AAAAAA9669")),
            st.binary(min_size=1, max_size=40).map(lambda data: bytes.fromhex("AAAAAA966904") + data),
            st.sampled_from(
                [
                    bytes.fromhex("AAAAAA9669 0004 00 00 80 84"),
                    bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97"),
                    bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C"),
                    bytes.fromhex("AAAAAA9669 0004 000091 95"),
                ]
            ),
        ),
        max_size=30,
    ),
    st.sampled_from([1, 3, 64, 4096]),
    st.randoms(use_true_random=False),
)
def test_after_any_garbage_split_anywhere_the_next_card_is_read(
    garbage: list[bytes], chunk: int, chance: random.Random
) -> None:
    desk = Desk(chunk=chunk)
    desk.want()
    for piece in garbage:
        desk.line(piece)
        if chance.random() < 0.3:
            desk.pass_(chance.choice((0.05, 0.4, 1.2)))
    desk.pass_(6.0)
    desk.told.clear()
    assert card_of(desk.place("li_moujia")).name == "李某甲"


@given(st.binary(min_size=256, max_size=256), st.sampled_from(["   ", "I\0 ", "J\0 ", "Y\0 "]))
def test_any_text_of_a_chip_is_a_card_or_a_refusal(text: bytes, layout: str) -> None:
    desk = Desk(takes_lying=True)

    class Garbled(VirtualCard):
        def text(self) -> bytes:
            return text[:248] + layout.encode()[:2] + text[250:]

    desk.reader.place(Garbled())
    desk.want()
    (event,) = desk.pass_(1.0)
    assert isinstance(event, CardRead | Unreadable)
