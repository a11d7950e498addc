"""The headless story: one citizen all the way, and the bad days. Each act is a file; a failed act ends only itself."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from case_store.errors import StoreError
from cases.policy.policy_file import PolicyError
from demo import (
    act_by_staff,
    act_casework,
    act_centre,
    act_citizen,
    act_counter,
    act_devices,
    act_dispatch,
    act_help,
    act_intake,
    act_outage,
    act_pages,
    act_policy,
    act_queue,
    act_voice,
)
from demo.processes import NotReady
from demo.report import Report
from demo.seed import SeedError
from demo.stage import Stage, set_stage

ACTS: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("自助机：一件事从头到尾", act_intake.dispute),
    ("自助机：大字，先取号", act_intake.large_print),
    ("自助机：咨询", act_intake.consult),
    ("叫人帮忙", act_help.call),
    ("窗口与大屏", act_counter.receive),
    ("优先号", act_queue.priority),
    ("挂起", act_queue.hold),
    ("转窗口", act_queue.transfer),
    ("撤回", act_queue.undo),
    ("并号与离开", act_queue.merge_and_leave),
    ("领着取号", act_by_staff.ticket),
    ("预约", act_by_staff.appointment),
    ("中心与手机", act_centre.arrives),
    ("手机上请等十分钟", act_citizen.telephone),
    ("找人取号", act_citizen.meet),
    ("评价", act_citizen.evaluation),
    ("关于本中心", act_citizen.about),
    ("各人的页面", act_pages.roles),
    ("一件事办到底", act_casework.to_the_end),
    ("指挥调度", act_dispatch.command_zone),
    ("票机缺纸", act_devices.out_of_paper),
    ("读身份证", act_devices.card),
    ("扫码", act_devices.codes),
    ("制度修订", act_policy.revise),
    ("自助机：查进度", act_intake.progress),
    ("播报", act_voice.spoken),
    ("大厅断线", act_outage.hall_down),
    ("中心断线三天", act_outage.centre_down),
)


def play(folder: Path) -> int:
    """Play everything into `folder`. 0 only if every check held."""
    folder.mkdir(parents=True, exist_ok=True)
    report = Report()
    try:
        stage = set_stage(folder, report)
    except (StoreError, PolicyError, NotReady, SeedError) as error:
        report.check("演示大厅开门", False, error)
        report.write(folder)
        print(error, file=sys.stderr)
        return 1
    try:
        for name, act in ACTS:
            _play_act(stage, name, act)
    finally:
        stage.close()
    report.write(folder)
    held = sum(check.ok for check in report.checks)
    print(f"{held}/{len(report.checks)} 项检查成立。画面在 {folder / 'screens'}，纸在 {folder / 'papers'}，")
    print(f"报告在 {folder / 'report.md'} 和 {folder / 'report.json'}。")
    for check in report.checks:
        if not check.ok:
            print(f"不成立：{check.name}（{check.detail}）", file=sys.stderr)
    return 0 if report.ok else 1


def _play_act(stage: Stage, name: str, act: Callable[[Stage], None]) -> None:
    try:
        with stage.report.timed(name):
            act(stage)
    except Exception as error:  # noqa: BLE001 - whatever an act dies of is a failed check, and the next act is played
        traceback.print_exc()
        stage.photo(stage.kiosk.window, f"failed-{len(stage.report.checks)}-kiosk")
        stage.photo(stage.counter.window, f"failed-{len(stage.report.checks)}-counter")
        stage.photo(stage.office.window, f"failed-{len(stage.report.checks)}-office")
        stage.report.check(name, False, f"{type(error).__name__}: {error}")
        stage.kiosk.session.leave()
