"""The bytes in which such a printer says how it is: DLE EOT n, GS r n, and the automatic status of GS a."""

from printing.virtual.build import Fault, State

CLEARED = b"\x37\x25\x00"
"""The answer to DLE DC4 8."""

_DRAWER_PIN = 0x04


def real_time(n: int, state: State) -> bytes:
    """The answer to DLE EOT n: bits 1 and 4 are always set, 0 and 7 never. Nothing for an n that there is not."""
    jammed = state.fault is Fault.CUTTER_JAMMED
    broken = state.fault is Fault.BROKEN
    match n:
        case 1:
            bits = _DRAWER_PIN | 0x08 * state.offline
        case 2:
            any_error = state.fault is not None or state.too_hot
            bits = 0x04 * state.cover_open | 0x20 * state.out_of_paper | 0x40 * any_error
        case 3:
            bits = 0x08 * jammed | 0x20 * broken | 0x40 * state.too_hot
        case 4:
            bits = 0x0C * (state.near_end or state.out_of_paper) | 0x60 * state.out_of_paper
        case _:
            return b""
    return bytes([0x12 | bits])


def in_turn(n: int, state: State) -> bytes:
    """The answer to GS r n, given when everything before it is done: 1 the paper's sensors, 2 the drawer's."""
    match n:
        case 1 | 49:
            return bytes([0x03 * (state.near_end or state.out_of_paper) | 0x0C * state.out_of_paper])
        case 2 | 50:
            return b"\x01"
        case _:
            return b""


def automatic(state: State) -> bytes:
    """The four bytes of GS a; idle they are 14 00 00 0F."""
    jammed = state.fault is Fault.CUTTER_JAMMED
    broken = state.fault is Fault.BROKEN
    first = 0x10 | _DRAWER_PIN | 0x08 * state.offline | 0x20 * state.cover_open
    second = 0x08 * jammed | 0x20 * broken | 0x40 * state.too_hot
    third = 0x03 * (state.near_end or state.out_of_paper) | 0x0C * state.out_of_paper
    return bytes([first, second, third, 0x0F])
