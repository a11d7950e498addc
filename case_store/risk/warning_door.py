"""风险预警 at the store: the list, a report with its words, and what people do with it until it has its number."""

from uuid import UUID

from pydantic import TypeAdapter

from case_store.casework.document_serials import last_serial
from case_store.casework.names import staff_names
from case_store.casework.record_lines import lines_of
from case_store.hall.house import House, OnDuty
from case_store.hall.notices import raise_notice
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import staff_name
from case_store.risk.warning_asked import crossing_now
from case_store.risk.warning_drafting import draft, id_of, source_of, warning_name, warning_of
from case_store.risk.warning_rows import matters_for, open_draft, warning_row, warning_rows
from cases.casework.by import By
from cases.data_taken import DataTaken
from cases.refusal import Refusal
from cases.risk import warning_acts as acts
from cases.risk import warning_rules as rules
from cases.risk.warning import WarningApproved, WarningState
from cases.risk.warning_figures import report_of
from cases.risk.warning_report import thawed
from cases.risk.warning_view import WarningPage
from cases.roles import may
from cases.views_risk import WarningRow

_DONE = TypeAdapter(str)


class WarningDoor:
    """For the command zone and for supervisors; units see the warnings of their own area."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def rows(self, who: OnDuty) -> tuple[WarningRow, ...]:
        """The newest first."""
        with self._runner.past() as past:
            rows = warning_rows(past, self._house.policy, staff_names(past))
        return tuple(row for row in rows if self._sees(who, row.area))

    def page(self, who: OnDuty, warning_id: str) -> WarningPage | Refusal:
        """A warning with its numbers and words. One that is not theirs is answered as one that is not there."""
        with self._runner.past() as past:
            return self._page(past, who, warning_id)

    def take(self, who: OnDuty, warning_id: str, form: str) -> WarningPage | Refusal:
        """The same for a file that leaves the house: written down."""
        page = self.page(who, warning_id)
        if not isinstance(page, Refusal):
            with self._runner.writing() as work:
                event = DataTaken(staff_id=who.staff_id, what="risk_warning", form=form, rows=1)
                work.record(staff_name(who.staff_id), [event], who.actor)
        return page

    def draft(self, command_id: UUID, who: OnDuty, act: acts.DraftByHand) -> WarningPage | Refusal:
        """One by hand, of the index as it stands now."""
        done = self._runner.decide(
            command_id,
            {"draft_warning": (who.staff_id, act)},
            lambda work: self._draft(work, who, act, str(command_id)),
            _DONE,
        )
        return self._shown(who, done)

    def act(
        self, command_id: UUID, who: OnDuty, warning_id: str, act: acts.WarningAct
    ) -> WarningPage | Refusal:
        """One act on one warning, once per `command_id`; answered by its page."""
        done = self._runner.decide(
            command_id,
            {"warning_act": (who.staff_id, warning_id, type(act).__name__, act)},
            lambda work: self._act(work, who, warning_id, act),
            _DONE,
        )
        return self._shown(who, done)

    def _draft(self, work: Work, who: OnDuty, act: acts.DraftByHand, asked: str) -> str | Refusal:
        if who.unit:
            return Refusal("warning.not_theirs")
        if open_draft(work, act.area, act.group):
            return Refusal("warning.open_already")
        crossing = crossing_now(self._house, act.area, act.group)
        if isinstance(crossing, Refusal):
            return crossing
        (matters,) = matters_for(work, self._house, [crossing]).values()
        report = report_of(crossing, matters, source_of(self._house), self._house.policy, work.now)
        warning_id = id_of(work, crossing, asked)
        return draft(work, self._house, crossing, report, warning_id=warning_id, by=_by(who))

    def _act(self, work: Work, who: OnDuty, warning_id: str, act: acts.WarningAct) -> str | Refusal:
        if who.unit:
            return Refusal("warning.not_theirs")
        policy, by = self._house.policy, _by(who)
        events = rules.decide(warning_of(work, warning_id), self._command(work, by, act), policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(warning_name(warning_id), events, who.actor)
        for one in events:
            if isinstance(one, WarningApproved):
                raise_notice(work, "notice.warning_approved", warning_id, work.now, number=one.number.text)
        return warning_id

    def _command(self, work: Work, by: By, act: acts.WarningAct) -> rules.WarningCommand:
        match act:
            case acts.Edit():
                return rules.EditWords(by=by, section=act.section, text=act.text)
            case acts.Approve():
                word = self._house.policy.warnings.number_word
                return rules.ApproveWarning(by=by, last_serial=last_serial(work, word))
            case acts.Drop():
                return rules.DropWarning(by=by, reason=act.reason)

    def _shown(self, who: OnDuty, done: str | Refusal) -> WarningPage | Refusal:
        return done if isinstance(done, Refusal) else self.page(who, done)

    def _page(self, past: Past, who: OnDuty, warning_id: str) -> WarningPage | Refusal:
        state = warning_of(past, warning_id)
        row = warning_row(past, self._house.policy, staff_names(past), warning_id)
        if state is None or row is None or not self._sees(who, row.area):
            return Refusal("warning.unknown")
        policy, by = self._house.policy, _by(who)
        decides = state.state is WarningState.DRAFTED and rules.may_decide(by, policy)
        return WarningPage(
            row=row,
            report=thawed(state.figures),
            words=state.words,
            lines=lines_of(past, warning_name(warning_id), lambda _sealed, _name: ""),
            acts=_acts(state, who, decides=decides, own=rules.is_own_work(state, by, policy)),
            needs_another=decides and rules.is_own_work(state, by, policy),
            content_hash=state.content_hash,
        )

    def _sees(self, who: OnDuty, area: str) -> bool:
        sight = self._house.sight(who)
        return sight is not None and sight.sees(area)


def _by(who: OnDuty) -> By:
    return By(staff_id=who.staff_id, role=who.role, unit=who.unit)


def _acts(state: rules.RiskWarning, who: OnDuty, *, decides: bool, own: bool) -> tuple[str, ...]:
    """What this person may do now; the rule has the last word."""
    if state.state is not WarningState.DRAFTED or who.unit:
        return ()
    sense = {"approve": decides and not own, "drop": decides}
    return tuple(
        name
        for name, (_act, right) in acts.WARNING_ACTS.items()
        if may(who.role, right) and sense.get(name, True)
    )
