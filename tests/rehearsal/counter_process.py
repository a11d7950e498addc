"""A counter as a process of its own: signs in by keys, calls, begins to serve, says so, and waits to be killed.

python -m tests.rehearsal.counter_process CONFIG PIN
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from case_store.logs import configure_logs
from cases.queue.visit import VisitState
from counter.app import CounterConfig, build
from screenkit.grab import press_key, process_events, wait_until
from screenkit.screen_config import load_screen_config
from screenkit.window import make_app

configure_logs()  # on stderr: stdout is for what the test is told
make_app(offscreen=True)
config, pin = Path(sys.argv[1]), sys.argv[2]
screen = build(load_screen_config(CounterConfig, config))
desk = screen.view_model.desk
wait_until(lambda: bool(desk.knows.people) and desk.knows.view is not None, 15, "people and a view")
for digit in pin:
    press_key(screen.window, Qt.Key(ord(digit)))
press_key(screen.window, Qt.Key.Key_Return)
wait_until(lambda: desk.knows.staff is not None, 10, "the sign-in")
if desk.mine is None:
    press_key(screen.window, Qt.Key.Key_F1)
    wait_until(lambda: desk.mine is not None and desk.is_quiet, 10, "somebody called")
    press_key(screen.window, Qt.Key.Key_F4)
wait_until(
    lambda: (mine := desk.mine) is not None and mine.visit_state == VisitState.SERVING.value, 10, "service"
)
print(f"serving {desk.mine.ticket_no if desk.mine else ''}", flush=True)
if sys.stdin.readline().strip() == "end":
    process_events(0.2)
    press_key(screen.window, Qt.Key.Key_F10)
    wait_until(lambda: desk.mine is None, 10, "the end")
    print("ended", flush=True)
screen.close()
