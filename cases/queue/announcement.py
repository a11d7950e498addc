"""What is said of a call (叫号播报): the ticket number digit by digit, the counter as a number (domain.md §7).

请 · A · 零 · 零 · 一 · 号 · 到 · 十 · 二 · 号窗口, each a clip of the phrase table.
"""

from cases.policy.voice import VoicePolicy
from cases.queue.phrases import Phrases
from cases.queue.ticket_number import TicketNumber, parse_ticket_number
from cases.refusal import Refusal

COUNTER_NO_MAX = 99
_TEN = 10


def announcement(
    ticket_no: str, counter_no: int, zone_name: str | None, phrases: Phrases, policy: VoicePolicy
) -> tuple[str, ...] | Refusal:
    """The names of the clips, once, in order.

    A zone that the phrase table does not know is left out: the counter's number says where to go. Refused is what is
    no ticket number, and a counter that is not 1 to 99.
    """
    ticket = parse_ticket_number(ticket_no)
    if isinstance(ticket, Refusal):
        return ticket
    if not 1 <= counter_no <= COUNTER_NO_MAX:
        return Refusal("announcement.counter_unknown", {"counter_no": counter_no})
    zone = phrases.zone(zone_name) if zone_name and policy.say_zone else None
    return (
        "please",
        *_ticket(ticket, policy),
        "number",
        "to",
        *((zone,) if zone else ()),
        *_counter(counter_no),
        "counter",
    )


def _ticket(ticket: TicketNumber, policy: VoicePolicy) -> tuple[str, ...]:
    one = "digit_1_yao" if policy.ones == "yao" else "digit_1"
    digits = str(ticket)[1:]
    return (
        f"letter_{ticket.queue.lower()}",
        *(one if digit == "1" else f"digit_{digit}" for digit in digits),
    )


def _counter(counter_no: int) -> tuple[str, ...]:
    """As a number is read: 7 七, 10 十, 12 十二, 20 二十, 35 三十五. 一 stays 一 here, whatever tickets do."""
    tens, ones = divmod(counter_no, _TEN)
    before = (f"digit_{tens}",) if tens > 1 else ()
    return (*before, *(("ten",) if tens else ()), *((f"digit_{ones}",) if ones else ()))
