"""What the hall hears of its calls: decoded from what the loudspeaker got."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from cases.policy.voice import VoicePolicy
from cases.queue.phrases import CHIME, Phrases
from cases.refusal import Refusal
from devices.announcing.loudspeaker import SpeakerState
from devices.announcing.sound import Samples, seconds
from devices.announcing.voice import JOIN_S, Voice
from tests.devices.hall_speaker import PATIENCE_S, HallSpeaker, names

HallMaker = Callable[..., HallSpeaker]
A001_AT_1 = ["please", "letter_a", "digit_0", "digit_0", "digit_1", "number", "to", "digit_1", "counter"]


@pytest.fixture
def pieces(voice: Voice, phrases: Phrases) -> dict[str, Samples]:
    return {name: voice.piece(name) for name in (CHIME, *phrases.clips)}


def rms_db(samples: Samples) -> float:
    return 20 * math.log10(math.sqrt(sum(s * s for s in samples) / len(samples)) / 32_768)


def test_a_call_is_heard_twice_word_by_word_after_two_soft_tones(
    hall: HallMaker, pieces: dict[str, Samples]
) -> None:
    [sound] = hall().call(("A001", 1))
    assert sound.name == "00001-A001-1"
    assert sound.words(pieces) == [CHIME, *A001_AT_1, *A001_AT_1]


def test_a_call_lasts_as_long_as_its_words_and_the_pauses_of_policy(
    hall: HallMaker, pieces: dict[str, Samples], phrases: Phrases, policy: VoicePolicy
) -> None:
    [sound] = hall().call(("A001", 1))
    once = sum(seconds(pieces[n]) + JOIN_S + phrases.clips[n].pause_ms / 1000 for n in A001_AT_1)
    gaps = (policy.repeat_gap_ms + policy.calls_gap_ms) / 1000
    assert sound.seconds == pytest.approx(seconds(pieces[CHIME]) + 2 * once + gaps, abs=0.01)
    assert 4.0 < once < 6.0, "neither hurried nor drawn out"
    first, second = sound.places(pieces["please"])
    assert (second - first) / 22_050 == pytest.approx(once + policy.repeat_gap_ms / 1000, abs=0.01)


def test_zone_and_a_counter_with_two_digits_are_heard(hall: HallMaker, pieces: dict[str, Samples]) -> None:
    [sound] = hall().call(("Z034", 12, "受理区"))
    once = ["please", "letter_z", "digit_0", "digit_3", "digit_4", "number", "to", "zone_reception"]
    assert sound.words(pieces)[1:13] == [*once, "ten", "digit_2", "counter", "please"]


def test_every_word_is_equally_loud_and_nothing_clicks(pieces: dict[str, Samples]) -> None:
    for name in A001_AT_1:
        piece = pieces[name]
        assert (piece[0], piece[-1]) == (0, 0), name
        assert -24 < rms_db(piece) < -19, name
        assert max(map(abs, piece)) <= 0.9 * 32_768, name


def test_at_half_the_volume_it_is_twelve_decibels_lower(hall: HallMaker, policy: VoicePolicy) -> None:
    half = policy.volume[0].model_copy(update={"percent": 50})
    speaker = hall()
    speaker.call(("A001", 1))
    speaker.announcer.use(policy.model_copy(update={"volume": (half,)}))
    loud, low = speaker.call(("A001", 1))
    assert rms_db(loud.samples) - rms_db(low.samples) == pytest.approx(12.04, abs=0.1)


def test_the_second_call_waits_for_the_first_to_end(hall: HallMaker, pieces: dict[str, Samples]) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    speaker.announcer.announce("A002", 2)
    assert not speaker.speaker.began.acquire(timeout=0.1), "it began while the first was being said"
    sounds = speaker.listen()
    assert names(sounds) == ["A001-1", "A002-2"]
    assert speaker.speaker.cut_off == []
    assert len(sounds[0].places(pieces["counter"])) == 2


def test_twelve_calls_at_once_are_all_heard_in_order_the_later_ones_shorter(
    hall: HallMaker, pieces: dict[str, Samples]
) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    sounds = speaker.call(*((f"A{n:03}", n) for n in range(2, 13)))
    assert names(sounds) == [f"A{n:03}-{n}" for n in range(1, 13)]
    times = [len(sound.places(pieces["please"])) for sound in sounds]
    tones = [len(sound.places(pieces[CHIME])) for sound in sounds]
    assert times == [2, *[1] * 9, 2, 2], "the last two fit into the seconds of policy"
    assert tones == [1, *[0] * 9, 1, 1]
    assert all(len(sound.places(pieces["counter"])) == n for sound, n in zip(sounds, times, strict=True))
    assert speaker.reports == []
    assert sum(sound.seconds for sound in sounds[1:]) < 11 * 7.5


def test_a_recall_from_another_counter_replaces_the_one_that_still_waits(
    hall: HallMaker, pieces: dict[str, Samples]
) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    sounds = speaker.call(("A002", 2), ("A003", 3), ("A002", 4), ("A001", 1))
    assert names(sounds) == ["A001-1", "A002-4", "A003-3", "A001-1"]
    assert sounds[1].places(pieces["digit_4"])


def test_who_came_to_the_counter_is_not_called_any_more(hall: HallMaker) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    speaker.announcer.announce("A002", 2)
    speaker.announcer.withdraw("A002")
    assert names(speaker.call(("A003", 3))) == ["A001-1", "A003-3"]
    assert speaker.reports == []


def test_a_call_for_which_there_is_no_room_is_named_to_staff(hall: HallMaker, policy: VoicePolicy) -> None:
    speaker = hall(policy=policy.model_copy(update={"waiting_max": 2}))
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    sounds = speaker.call(*((f"A{n:03}", n) for n in range(2, 6)))
    assert names(sounds) == ["A001-1", "A004-4", "A005-5"]
    assert speaker.reports == [
        Refusal("announcement.left_out", {"ticket_no": ticket_no}) for ticket_no in ("A002", "A003")
    ]


def test_muting_is_heard_at_once_and_nothing_is_saved_up(hall: HallMaker) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    speaker.announcer.announce("A002", 2)
    speaker.announcer.mute(True)
    assert speaker.announcer.state is SpeakerState.MUTED
    assert speaker.announcer.settle(PATIENCE_S)  # though the loudspeaker is still held
    assert speaker.speaker.cut_off == ["A001-1"]
    speaker.call(("A003", 3))
    speaker.announcer.mute(False)
    assert names(speaker.call(("A004", 4))) == ["A001-1", "A004-4"]
    assert speaker.states == [SpeakerState.OK, SpeakerState.MUTED, SpeakerState.OK]


def test_at_night_the_hall_is_quiet_and_says_so(hall: HallMaker, policy: VoicePolicy) -> None:
    night = policy.volume[0].model_copy(update={"percent": 0})
    day = night.model_copy(update={"from_": night.from_.replace(hour=8), "percent": 100})
    speaker = hall(policy=policy.model_copy(update={"volume": (night, day)}))
    speaker.call(("A001", 1))
    speaker.now = speaker.now.replace(hour=3)
    assert names(speaker.call(("A002", 2))) == ["A001-1"]
    assert speaker.announcer.state is SpeakerState.QUIET_HOURS


def test_a_clock_that_is_set_days_ahead_loses_no_call(hall: HallMaker) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    speaker.announcer.announce("A002", 2)
    speaker.now = speaker.now.replace(day=27)
    assert names(speaker.listen()) == ["A001-1", "A002-2"]


def test_what_is_no_number_is_not_said_and_the_next_call_is(hall: HallMaker) -> None:
    speaker = hall()
    assert names(speaker.call(("A1", 1), ("A001", 100), ("A002", 2))) == ["A002-2"]
    assert [report.code for report in speaker.reports] == [
        "ticket_number.unreadable",
        "announcement.counter_unknown",
    ]


def test_without_a_loudspeaker_staff_are_told_once_and_it_is_found_when_it_comes(
    hall: HallMaker, tmp_path: Path
) -> None:
    blocked = tmp_path / "cable"
    blocked.write_text("not a folder")
    speaker = hall(heard_dir=blocked / "heard")
    assert speaker.call(("A001", 1), ("A002", 2)) == []
    assert speaker.announcer.state is SpeakerState.NO_DEVICE
    assert [report.code for report in speaker.reports] == ["speaker.absent"]
    blocked.unlink()
    assert names(speaker.call(("A003", 3))) == ["A003-3"]
    assert speaker.states == [SpeakerState.NO_DEVICE, SpeakerState.OK]


def test_a_call_at_which_the_program_breaks_takes_no_other_call_with_it(
    hall: HallMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    play = speaker.speaker.play

    def breaks(name: str, samples: Samples, is_wanted: Callable[[], bool]) -> None:
        if name.startswith("A002"):
            raise ZeroDivisionError
        play(name, samples, is_wanted)

    monkeypatch.setattr(speaker.speaker, "play", breaks)
    sounds = speaker.call(("A002", 2), ("A003", 3), ("A004", 4))
    assert [sound.name.partition("-")[2] for sound in sounds] == ["A001-1", "A003-3", "A004-4"]


def test_closing_stops_at_once_and_may_be_done_twice(hall: HallMaker) -> None:
    speaker = hall()
    speaker.speaker.hold_the_next(speaker.announcer, "A001", 1)
    speaker.close()
    speaker.close()
    assert speaker.speaker.cut_off == ["A001-1"]


def test_staff_try_the_loudspeaker_in_its_turn_and_nobody_takes_it_for_a_call(
    hall: HallMaker, pieces: dict[str, Samples]
) -> None:
    speaker, ended = hall(), list[SpeakerState]()
    speaker.announcer.announce("A001", 1)
    speaker.announcer.try_out(ended.append)
    speaker.announcer.try_out(ended.append)
    called, tried = speaker.listen()
    assert called.words(pieces)[-1] == "counter"
    assert tried.words(pieces) == [CHIME, "test", "test"], "asked twice, said in one turn"
    assert ended == [SpeakerState.OK] * 2


def test_a_try_that_is_not_heard_says_why(hall: HallMaker, policy: VoicePolicy, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended: list[SpeakerState] = []
    quiet = policy.model_copy(update={"volume": (policy.volume[0].model_copy(update={"percent": 0}),)})
    speakers = (hall(policy=quiet), hall(heard_dir=tmp_path / "file" / "gone"), hall())
    speakers[2].announcer.mute(True)
    for speaker in speakers:
        speaker.announcer.try_out(ended.append)
        assert speaker.announcer.settle(PATIENCE_S)
    assert ended == [SpeakerState.QUIET_HOURS, SpeakerState.NO_DEVICE, SpeakerState.MUTED]
