"""What the command zone does: alarms taken and handed upwards, notices on walls, reminders; health of devices."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.alarms import device_parts, devices, walls
from case_store.alarms.sources import Sources
from case_store.casework.case_door import open_case
from case_store.casework.names import unit_name
from case_store.hall.house import House, OnDuty
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.hall.runner import Runner
from case_store.log.event_log import Happened, Work
from case_store.log.history import case_name
from case_store.views.look import Look
from cases.alarm.alarm import Alarm, AlarmEscalated
from cases.alarm.alarm_rules import acknowledge, escalate, goes_upwards_before
from cases.alarm.device_health import HealthReport
from cases.alarm.flood import group_of
from cases.alarm.notice_text import ShowWallNotice, show, take_down
from cases.alarm.remind import RemindUnits, remind
from cases.figures.sight import Sight
from cases.refusal import Refusal
from cases.roles import Right
from cases.views import WallNotice
from cases.views_dispatch import Reminded
from cases.views_equipment import MachineRow, ReportTaken, TrialRow

AT_ONCE = 1000  # alarms of a kind that one command acknowledges, or one tick hands upwards
_NAMESPACE = UUID("0c5a8f3c-7a52-5d0b-8f0e-1f4b9d6a7e21")
_COUNT = TypeAdapter(int)
_NOTICE = TypeAdapter(WallNotice)
_DONE = TypeAdapter(bool)
_REMINDED = TypeAdapter(Reminded)
_TRIAL = TypeAdapter(TrialRow)


def alarm_name(alarm_id: str) -> str:
    """The aggregate of an alarm."""
    return f"alarm:{alarm_id}"


def wall_notice_name(notice_id: str) -> str:
    """The aggregate of a notice on walls."""
    return f"wall_notice:{notice_id}"


class CommandDoor:
    """For dispatchers, supervisors and leaders, and for every screen that says how it is."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def acknowledge(self, command_id: UUID, who: OnDuty, alarm_ids: Sequence[str]) -> int | Refusal:
        """已知, of single alarms and of groups (flood.group_id); how many nobody had acknowledged before."""
        sight = self._house.sight(who)
        if sight is None:
            return Refusal("auth.right", {"right": Right.COMMAND.value})

        def act(work: Work) -> int | Refusal:
            sources = Sources(Look(work.connection, self._house, work.now), sight, AT_ONCE)
            new = [alarm for kind in sources.new() for alarm in kind.alarms]
            open_ = [*new, *sources.acknowledged(AT_ONCE)]
            events = acknowledge(_asked(open_, alarm_ids), who.staff_id)
            if isinstance(events, Refusal):
                return events
            work.append(
                *(
                    Happened(aggregate=alarm_name(one.alarm_id), event=one, at=work.now, actor=who.actor)
                    for one in events
                )
            )
            return sum(1 + len(one.also) for one in events)

        body = {"acknowledge_alarms": (who.staff_id, tuple(alarm_ids))}
        return self._runner.decide(command_id, body, act, _COUNT)

    def show_wall_notice(
        self, command_id: UUID, who: OnDuty, said: tuple[str, tuple[tuple[str, str], ...], str, int | None]
    ) -> WallNotice | Refusal:
        """大屏通知: (template, facts of its slots, free words, minutes)."""
        template, facts, text, minutes = said

        def act(work: Work) -> WallNotice | Refusal:
            command = ShowWallNotice(
                notice_id=str(uuid_v7.uuid7()),
                staff_id=who.staff_id,
                template=template,
                facts=facts,
                text=text,
                minutes=minutes,
            )
            shown = show(walls.how_many_up(work), command, self._house.policy, work.now)
            if isinstance(shown, Refusal):
                return shown
            work.record(wall_notice_name(shown.notice_id), [shown], who.actor)
            return WallNotice(notice_id=shown.notice_id, text=shown.text, until=shown.until)

        body = {"wall_notice": (who.staff_id, said)}
        return self._runner.decide(command_id, body, act, _NOTICE)

    def take_down_wall_notice(self, command_id: UUID, who: OnDuty, notice_id: str) -> bool | Refusal:
        """Before its time."""

        def act(work: Work) -> bool | Refusal:
            events = take_down(walls.is_up(work, notice_id), who.staff_id)
            if isinstance(events, Refusal):
                return events
            work.record(wall_notice_name(notice_id), events, who.actor)
            return True

        return self._runner.decide(command_id, {"take_down": (who.staff_id, notice_id)}, act, _DONE)

    def remind(self, command_id: UUID, who: OnDuty, case_id: str) -> Reminded | Refusal:
        """提醒 whoever has the case: it stands in the case, in the unit's inbox, and as a notice at the counters."""

        def act(work: Work) -> Reminded | Refusal:
            opened = open_case(work, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            command = RemindUnits(reminder_id=str(uuid_v7.uuid7()), staff_id=who.staff_id)
            events = remind(opened.case, command, self._house.policy, work.now)
            if isinstance(events, Refusal):
                return events
            work.record(case_name(case_id), events, who.actor)
            for one in events:
                occasion, code = f"{one.reminder_id}/{one.unit}", opened.case.case_code
                raise_notice(work, "notice.case_reminded", occasion, work.now, unit=one.unit, case_code=code)
            names = (unit_name(self._house.policy, one.unit) for one in events)
            return Reminded(case_id=case_id, unit_name="、".join(names), at=work.now)

        return self._runner.decide(command_id, {"remind": (who.staff_id, case_id)}, act, _REMINDED)

    def keep_health(self, report: HealthReport) -> ReportTaken | Refusal:
        """How a device says it is; the newest stands. Answers what it is to try out."""

        def act(work: Work) -> ReportTaken | Refusal:
            refusal = devices.keep(work, report)
            return refusal if refusal is not None else device_parts.keep(work, report)

        return self._runner.now(act)

    def ask_trial(self, command_id: UUID, device_id: str, part: str) -> TrialRow | Refusal:
        """测试 of one part of one machine; it hears of it with its next report."""
        body = {"try_device": (device_id, part)}
        return self._runner.decide(
            command_id,
            body,
            lambda work: device_parts.ask_trial(work, str(command_id), device_id, part),
            _TRIAL,
        )

    def machines(self) -> tuple[MachineRow, ...]:
        """Every machine that was heard lately, with its parts."""
        with self._runner.reading() as connection:
            return device_parts.machines(Look(connection, self._house, self._runner.clock_now()))

    def tick(self) -> None:
        """What nobody acknowledged in time goes upwards, once. Only while the hall is open."""
        now, policy = self._runner.clock_now(), self._house.policy
        if not policy.calendar.is_open(now):
            return
        with self._runner.reading() as connection:
            sources = Sources(Look(connection, self._house, now), Sight(), AT_ONCE)
            owed = sources.owed_upwards(goes_upwards_before(policy.alarms, policy.calendar, now))
        if events := escalate(owed, policy.alarms, policy.calendar, now):
            with self._runner.writing() as work:
                self._hand_upwards(work, events)

    def _hand_upwards(self, work: Work, events: Sequence[AlarmEscalated]) -> None:
        """Each alarm once; leaders and counters are told once for all of a kind."""
        work.append(
            *(
                Happened(
                    aggregate=alarm_name(one.alarm_id),
                    event=one,
                    at=work.now,
                    actor=SYSTEM,
                    id=uuid5(_NAMESPACE, f"{work.stream}/{one.alarm_id}/escalated"),
                )
                for one in events
            )
        )
        for one in events:
            minutes = self._house.policy.alarms.escalate_minutes.after(one.kind) // timedelta(minutes=1)
            raise_notice(
                work,
                "notice.alarms_unanswered",
                one.alarm_id,
                work.now,
                alarm=one.kind,
                count=1 + len(one.also),
                minutes=minutes,
            )


def _asked(open_: Iterable[Alarm], alarm_ids: Sequence[str]) -> list[Alarm]:
    """Of the open alarms those that are asked for, each by its id or by a group that holds it."""
    ids = set(alarm_ids)
    groups = [group for id_ in alarm_ids if (group := group_of(id_)) is not None]
    return [a for a in open_ if a.alarm_id in ids or any(group.holds(a) for group in groups)]
