"""A serial line that is pulled out: whatever the driver calls it, whoever prints hears that the way is lost."""

import os
import pty

import pytest

from printing.transports.serial_wire import SerialWire


def test_a_cable_that_is_pulled_while_bytes_leave_is_a_lost_way() -> None:
    theirs, ours = pty.openpty()
    wire = SerialWire(os.ttyname(ours))
    wire.open()
    os.close(ours)
    os.close(theirs)
    with pytest.raises(OSError, match="Input/output error"):
        wire.write(b"")  # everything is in the kernel's buffer, and is waited for
    wire.close()
