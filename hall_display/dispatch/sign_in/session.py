"""Who is signed in at this dispatch screen. The hall's feed is listened to from sign-in to sign-out, never without."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from case_store.client.connection import Unreachable
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.views import StaffView
from hall_display.dispatch.asking import SESSION_OVER, Asking
from hall_display.dispatch.ground import DispatchGround


class Session(QObject):
    """`began` and `ended` tell the wiring when to listen; a locked screen goes on listening under its cover."""

    changed = Signal()
    began = Signal()
    ended = Signal()
    failed = Signal()

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self.asking = Asking(ground, self)
        self.asking.changed.connect(self.changed)
        self.people: tuple[StaffView, ...] = ()
        self.staff: StaffView | None = None
        self.is_locked = False
        self.is_listed = False
        self._people_on_their_way = False

    def ask_people(self) -> None:
        """Who may sign in here. Asked again, by the screen's tick, until somebody answers."""
        if self.staff is not None or self.is_listed or self._people_on_their_way:
            return
        self._people_on_their_way = True

        def told(answer: tuple[StaffView, ...] | Refusal) -> None:
            self._people_on_their_way = False
            if isinstance(answer, Refusal):
                self.asking.refused(answer)
                return
            self.people = tuple(one for one in answer if may(one.role, Right.COMMAND))
            self.is_listed = True
            self.changed.emit()

        def failed(error: Exception) -> None:
            self._people_on_their_way = False
            if not isinstance(error, Unreachable):
                self.asking.say(self._ground.texts.get("dispatch.said.broken"))

        self._ground.bridge.submit(self._ground.client.staff(), told, failed)

    def sign_in(self, staff_id: str, pin: str) -> None:
        """PIN of one of `people`."""

        def signed_in(staff: StaffView) -> None:
            self.staff, self.is_locked = staff, False
            self.changed.emit()
            self.began.emit()

        self.asking.ask(
            "sign_in",
            lambda _id: self._ground.client.sign_in(staff_id, pin, None),
            signed_in,
            self.failed.emit,
        )

    @Slot()
    def lock(self) -> None:
        """F12, or nobody has touched anything: at once nothing is to be seen, and nothing is lost."""
        if self.staff is not None and not self.is_locked:
            self.is_locked = True
            self.asking.say("")
            self.changed.emit()

    def unlock(self, pin: str) -> None:
        """The PIN of who locked."""
        staff = self.staff
        if staff is None or not self.is_locked:
            return

        def unlocked(_staff: StaffView) -> None:
            self.is_locked = False
            self.changed.emit()

        self.asking.ask(
            "sign_in",
            lambda _id: self._ground.client.sign_in(staff.staff_id, pin, None),
            unlocked,
            self.failed.emit,
        )

    def sign_out(self) -> None:
        """签退; where the hall has forgotten the session already, it is over as well."""

        async def ask(_command_id: object) -> Refusal | None:
            refusal = await self._ground.client.sign_out()
            return None if refusal is not None and refusal.code in SESSION_OVER else refusal

        self.asking.ask("sign_out", ask, lambda _nothing: self.end(""))

    def refused_by_feed(self, code: str) -> None:
        """The hall answers, and will not tell this screen: nobody is signed in, or they may not see this."""
        if self.staff is not None:
            facts = {"right": Right.COMMAND.value} if code == "auth.right" else {}
            self.end(self.asking.sentence(Refusal(code, facts)))

    @Slot(str)
    def end(self, sentence: str) -> None:
        """Back to the sign-in page, with what there is to say."""
        self._ground.client.connection.session = None
        self.staff, self.is_locked = None, False
        self.people, self.is_listed = (), False  # somebody may have been added since
        self.asking.say(sentence)
        self.changed.emit()
        self.ended.emit()
        self.ask_people()
