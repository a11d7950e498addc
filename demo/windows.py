"""The demo with a display: stores and screens as processes of their own, the last paper in a small window."""

import asyncio
import sys
from pathlib import Path

from case_store.errors import StoreError
from case_store.policy_files import load_texts
from cases.policy.policy_file import PolicyError
from demo.ground import WINDOWED, Ground, lay_ground, start_stores
from demo.paper_window import show_papers
from demo.processes import NotReady, Process
from demo.seed import DEMO_PIN, DISPATCHER, STAFF, Seeder, SeedError, add_staff


def open_windows(var: Path) -> int:
    """Run until the small paper window is closed, then stop everything. 1 and a sentence when it cannot begin."""
    try:
        ground = lay_ground(var / "hall", papers=var / "papers", windowed=True)
        add_staff(ground)
        screens = [_screen(ground, name) for name in ("kiosk", "counter", "wall", "dispatch")]
        start_stores(ground)
        asyncio.run(Seeder(ground).play())
        for screen in screens:
            screen.start()
    except (StoreError, PolicyError, NotReady, SeedError) as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"平安大厅演示开始了。窗口登录：{STAFF[0].name}，PIN {DEMO_PIN}。打出来的小票和回执在 {ground.papers}。"
    )
    roles = load_texts(ground.assets)
    others = "、".join(f"{one.name}（{roles.get(f'counter_desk.role.{one.role}')}）" for one in STAFF[4:])
    dispatcher = next(one for one in STAFF if one.staff_id == DISPATCHER)
    print(f"指挥调度屏登录：{dispatcher.name}，PIN 一样。")
    print(f"窗口签退以后还可以换人登录，PIN 一样：{others}。")
    print("关掉“最近一张纸”小窗，或者按 Ctrl+C，演示就结束。")
    try:
        kiosk = WINDOWED["kiosk"]
        return show_papers(ground.papers, kiosk_lies=kiosk["width"] > kiosk["height"])
    finally:
        for process in (*screens, ground.hall, ground.centre):
            process.stop()


def _screen(ground: Ground, name: str) -> Process:
    return Process(name, name, ground.config(name), ground.root / f"{name}.log")
