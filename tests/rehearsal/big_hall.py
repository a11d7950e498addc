"""A hall of many desks on fresh files: real store processes, quick services, so that a day serves a thousand people."""

import re
from pathlib import Path

from case_store.config import load_config
from case_store.policy_files import load_policy
from case_store.store import Store
from cases.matter.intake import Intent
from cases.views import StaffView
from demo.ground import Ground, lay_ground

PIN = "246810"
SERVICE_MINUTES = {Intent.DISPUTE: 4, Intent.CONSULT: 2}
_MEANS = {"A": 4, "B": 2, "C": 5, "Z": 4}
_COUNTERS = re.compile(r"\[\[counters\]\].*?(?=^# Who is stationed)", re.DOTALL | re.MULTILINE)


def lay_big_hall(root: Path, desks: int, offices: int = 0) -> Ground:
    """The demo's ground with so many counters, and staff for each; offices are counters to which nobody is called."""
    ground = lay_ground(root)
    file = ground.assets / "policy" / "hall.toml"
    text = file.read_text("utf-8")
    for letter, minutes in _MEANS.items():
        text = re.sub(
            rf'(letter = "{letter}".*?service_mean_minutes = )\d+', rf"\g<1>{minutes}", text, flags=re.DOTALL
        )
    file.write_text(_COUNTERS.sub("\n".join(map(_counter, range(1, desks + offices + 1))), text), "utf-8")
    load_policy(ground.assets, demo=True)  # said here rather than by a process that does not start
    store = Store(load_config(ground.hall.config))
    try:
        for number in range(1, desks + 1):
            store.add_staff(member(number), PIN)
    finally:
        store.close()
    return ground


def member(number: int) -> StaffView:
    """Who works at a counter."""
    return StaffView(staff_id=f"s{number}", name=f"工作人员{number:02d}", role="reception")


def _counter(number: int) -> str:
    """The second of every four consults first; the first of every five mediates by appointment, too."""
    consults, mediates = number % 4 == 2, number % 5 == 1
    serves = '["B", "Z", "A"]' if consults else '["Z", "A", "C"]' if mediates else '["Z", "A"]'
    weights = "weights = { B = 2.0 }\n" if consults else ""
    zone = 'zone = "mediation_zone"\n' if mediates else ""
    return f'[[counters]]\nnumber = {number}\nname = "综合受理窗口"\nserves = {serves}\n{weights}{zone}\n'
