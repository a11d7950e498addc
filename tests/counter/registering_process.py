"""A counter as a process of its own: registers by keys to the middle of a field, says so, and waits to be killed.

python -m tests.counter.registering_process CONFIG PIN
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from case_store.logs import configure_logs
from counter.app import CounterConfig, build
from screenkit.grab import press_key, process_events, type_text, wait_until
from screenkit.screen_config import load_screen_config
from screenkit.window import make_app

configure_logs()  # on stderr: stdout is for what the test is told
make_app(offscreen=True)
config, pin = Path(sys.argv[1]), sys.argv[2]
screen = build(load_screen_config(CounterConfig, config))
window, desk, form = screen.window, screen.view_model.desk, screen.view_model.form
wait_until(lambda: bool(desk.knows.people) and desk.knows.view is not None, 15, "people and a view")
for digit in pin:
    press_key(window, Qt.Key(ord(digit)))
press_key(window, Qt.Key.Key_Return)
wait_until(lambda: desk.knows.staff is not None and desk.is_quiet, 10, "the sign-in")
press_key(window, Qt.Key.Key_F1)
wait_until(lambda: desk.mine is not None and desk.is_quiet, 10, "somebody called")
press_key(window, Qt.Key.Key_F4)
wait_until(lambda: desk.knows.matter is not None, 10, "the matter")
press_key(window, Qt.Key.Key_F5)
wait_until(lambda: form.isOpen, 5, "the form")
process_events(0.2)
type_text(window, "李某甲")
press_key(window, Qt.Key.Key_Return)
wait_until(lambda: form.savedLine != "", 5, "the first field kept")
type_text(window, "1300000")  # in the middle of the next field
print("typing", flush=True)
sys.stdin.readline()
