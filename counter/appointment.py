"""预约: a slot at a counter on a later day; the six digits are told to the citizen."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.citizen_views import AppointmentDay, AppointmentRow
from cases.hall_time import hall_date, hall_time
from cases.refusal import Refusal
from cases.typed import compact, is_digits
from counter.rejection import ChoiceLine
from counter.services import CounterServices
from counter.wording import clock_text
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

DAYS_SHOWN = 8


@QmlElement
class AppointmentViewModel(QObject):
    """Open from F11 → 7 until it is closed. Slots that are taken at that counter are not offered."""

    changed = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._is_open = False
        self._day = self._slot = 0
        self._counter, self._reason, self._problem = "", "", ""
        self._taken: AppointmentDay | None = None
        self._made: AppointmentRow | None = None
        self._days = RowModel(ChoiceLine, lambda line: line.code, self)
        self._slots = RowModel(ChoiceLine, lambda line: line.code, self)

    @Slot()
    def open(self) -> None:
        """The next open day after today: an appointment is told a day before."""
        self._is_open, self._made = True, None
        self._slot = 0
        self._day = int(self._open_days()[0] == hall_date(self._services.clock.now()))
        number = self._services.rules.counter_no
        self._counter, self._reason, self._problem = str(number or ""), "", ""
        self._look()

    @Slot()
    def close(self) -> None:
        """Done or given up."""
        self._is_open, self._made = False, None
        self.changed.emit()

    @Slot(int)
    def chooseDay(self, index: int) -> None:
        """One of the next open days."""
        if 0 <= index < DAYS_SHOWN:
            self._day, self._slot = index, 0
            self._look()

    @Slot(int)
    def chooseSlot(self, index: int) -> None:
        """A free slot of that day."""
        if 0 <= index < len(self._free()):
            self._slot = index
            self._show()

    @Slot(str)
    def writeCounter(self, text: str) -> None:
        """Which counter receives them."""
        self._counter, self._slot = compact(text), 0
        self._show()

    @Slot(str)
    def writeReason(self, text: str) -> None:
        """Why it is so soon (domain.md: told a day before)."""
        self._reason = text

    @Slot()
    def make(self) -> None:
        """Ask the hall for the slot."""
        services, free, number = self._services, self._free(), self._counter_no()
        if number is None or services.rules.policy.hall.counter(number) is None:
            self._problem = services.rules.texts.get("counter_desk.ticket.no_counter")
        elif not free:
            self._problem = services.rules.texts.get("counter_desk.appointment.full")
        else:
            self._problem = ""
            at, reason = free[min(self._slot, len(free) - 1)], self._reason.strip()
            matter = services.desk.knows.matter
            case_id = matter.case_id if matter is not None else None
            services.desk.ask(
                f"appointment:{number}:{at.isoformat()}:{reason}",
                lambda id_: services.client.appointments.make(
                    number, at, reason, case_id=case_id, command_id=id_
                ),
                self._was_made,
            )
        self.changed.emit()

    def _was_made(self, made: AppointmentRow) -> None:
        self._made = made
        self.changed.emit()

    def _look(self) -> None:
        """Which slots of the chosen day are taken."""
        day = self._open_days()[self._day]

        def told(answer: AppointmentDay | Refusal) -> None:
            if not isinstance(answer, Refusal):
                self._taken = answer
                self._show()

        def failed(_error: Exception) -> None:
            """The hall has the last word anyway."""

        self._services.bridge.submit(self._services.client.appointments.of_day(day), told, failed)
        self._show()

    def _open_days(self) -> list[date]:
        """From today on, as long as today has slots left."""
        calendar, now = self._services.rules.policy.calendar, self._services.clock.now()
        days: list[date] = []
        day = hall_date(now) - timedelta(days=1)
        while len(days) < DAYS_SHOWN:
            day = calendar.next_open_day(day)
            if self._slots_of(day):
                days.append(day)
        return days

    def _slots_of(self, day: date) -> list[datetime]:
        policy, now = self._services.rules.policy, self._services.clock.now()
        step = timedelta(minutes=policy.hall.appointments.slot_minutes)
        slots: list[datetime] = []
        for segment in policy.calendar.segments(day):
            at = segment.opens_at
            while at + step <= segment.closes_at:
                if at > now:
                    slots.append(at)
                at += step
        return slots

    def _free(self) -> list[datetime]:
        day, number = self._open_days()[self._day], self._counter_no()
        rows = self._taken.rows if self._taken is not None and self._taken.day == day else ()
        taken = {row.at for row in rows if row.counter_no == number and not row.cancelled}
        return [at for at in self._slots_of(day) if at not in taken]

    def _counter_no(self) -> int | None:
        return int(self._counter) if is_digits(self._counter) and len(self._counter) < 3 else None  # noqa: PLR2004

    def _show(self) -> None:
        texts = self._services.rules.texts
        today = hall_date(self._services.clock.now())
        days = [
            (day.isoformat(), texts.get(f"counter_desk.appointment.{_day_key(day, today)}", **_facts(day)))
            for day in self._open_days()
        ]
        slots = [(at.isoformat(), clock_text(at)) for at in self._free()]
        self._slot = min(self._slot, max(0, len(slots) - 1))
        for rows, options, chosen in ((self._days, days, self._day), (self._slots, slots, self._slot)):
            rows.set_rows(
                [
                    ChoiceLine(code=code, name=name, is_chosen=index == chosen)
                    for index, (code, name) in enumerate(options)
                ]
            )
        self.changed.emit()

    def _summary(self) -> str:
        if self._made is None:
            return ""
        at = hall_time(self._made.at)
        return self._services.rules.texts.get(
            "counter_desk.appointment.made",
            month=at.month,
            day=at.day,
            time=clock_text(self._made.at),
            counter_no=self._made.counter_no,
        )

    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    isMade = Property(bool, lambda self: self._made is not None, notify=changed)
    code = Property(str, lambda self: self._made.code if self._made else "", notify=changed)
    summary = Property(str, _summary, notify=changed)
    problem = Property(str, lambda self: self._problem, notify=changed)
    counter = Property(str, lambda self: self._counter, notify=changed)
    day = Property(int, lambda self: self._day, notify=changed)
    slot = Property(int, lambda self: self._slot, notify=changed)
    days = Property(RowModel, lambda self: self._days, constant=True)
    slots = Property(RowModel, lambda self: self._slots, constant=True)


def _day_key(day: date, today: date) -> str:
    return "today" if day == today else f"weekday_{day.weekday()}"


def _facts(day: date) -> dict[str, int]:
    return {"month": day.month, "day": day.day}
