"""The demo with a display: stores and screens as processes of their own, their devices on a table in this one."""

import asyncio
import sys
from pathlib import Path

from case_store.errors import StoreError
from case_store.policy_files import load_texts
from cases.policy.policy_file import PolicyError
from demo.devices_window import show_devices
from demo.ground import Ground, lay_ground, start_stores
from demo.processes import NotReady, Process
from demo.seed import DEMO_PIN, DISPATCHER, STAFF, Seeder, SeedError, add_staff
from demo.virtual_devices import SPEED_MM_S, VirtualDevices


def open_windows(var: Path) -> int:
    """Run until the window of the devices is closed, then stop everything. 1 and a sentence when it cannot begin."""
    try:
        ground = lay_ground(var / "hall", papers=var / "papers", windowed=True, devices=True, pads=True)
        add_staff(ground)
        screens = [_screen(ground, name) for name in ("kiosk", "counter", "wall", "dispatch")]
        start_stores(ground)
        asyncio.run(Seeder(ground).play())
        devices = VirtualDevices(ground, speed_mm_s=SPEED_MM_S, pads=True)
        devices.start()
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
    print("“虚拟设备”窗口里有票机（可以让它缺纸、开盖、拔线）、身份证和要扫的码。")
    print("关掉“虚拟设备”窗口，或者按 Ctrl+C，演示就结束。")
    try:
        return show_devices(devices, ground.papers)
    finally:
        for process in (*screens, ground.hall, ground.centre):
            process.stop()
        devices.close()


def _screen(ground: Ground, name: str) -> Process:
    return Process(name, name, ground.config(name), ground.root / f"{name}.log")
