"""`python main.py admin deadline`: a due date with how it was counted, for staff and auditors; no store is asked."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from case_store.check_assets import ASSETS
from case_store.clock import Clock, SystemClock
from case_store.policy_files import load_policy, load_texts
from cases.deadlines.deadline_clock import Due
from cases.deadlines.deadline_light import LightState, deadline_light
from cases.deadlines.explanation import explain
from cases.deadlines.explanation_words import Row, explanation_words, light_words
from cases.deadlines.limit_text import TypedLimit, read_instant, read_typed_limit
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.texts import Texts

_FULL_WIDTH_SPACE = "\u3000"


def deadline(
    *,
    start: str,
    limit: str,
    pauses: Sequence[str] = (),
    extends: Sequence[str] = (),
    now: str = "",
    as_json: bool = False,
    assets_dir: Path = ASSETS,
    clock: Clock | None = None,
) -> int:
    """0 and the answer on stdout; one sentence on stderr with 2 for what was typed, 1 for broken assets.

    The policy is the one of today; `now` (empty: the machine's clock) is only the instant whose light is shown.
    """
    read_at = (clock or SystemClock()).now()
    try:
        policy = load_policy(assets_dir, day=hall_date(read_at))
        texts = load_texts(assets_dir)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    at = read_instant(now, "--now") if now else read_at
    typed = read_typed_limit(
        start=start,
        limit=limit,
        pauses=pauses,
        extends=extends,
        calendar=policy.calendar,
        ask_before_due_workdays=policy.deadlines.extension_ask_before_due_workdays,
    )
    if isinstance(typed, Refusal):
        return _refused(typed, texts)
    if isinstance(at, Refusal):
        return _refused(at, texts)
    print(_answer(typed, policy, texts, at, as_json=as_json))
    return 0


def _refused(refusal: Refusal, texts: Texts) -> int:
    print(texts.tell(refusal, Reader.OPERATOR), file=sys.stderr)
    return 2


def _answer(typed: TypedLimit, policy: Policy, texts: Texts, at: datetime, *, as_json: bool) -> str:
    """The due date of everything that was typed, with the light of what had happened until `at`."""
    due = typed.clock().due(policy.calendar)
    state = deadline_light(typed.clock_as_known(at), policy.calendar, policy.deadlines.lights, at)
    if as_json:
        return json.dumps(_machine_words(due, state), ensure_ascii=False, indent=2)
    said = explanation_words(explain(typed.clock(), due), texts)
    rows = (*said.rows, Row(texts.get("deadlines.label.light"), light_words(state, texts)))
    facts = [f"{row.label}{_FULL_WIDTH_SPACE}{row.words}" for row in rows]
    width = max(len(line.day) for line in said.days)
    days = [f"{line.day:<{width}}{_FULL_WIDTH_SPACE}{line.what}" for line in said.days]
    return "\n".join([said.title, *facts, "", *days])


def _machine_words(due: Due, state: LightState) -> dict[str, object]:
    """Names for programs, instants with +08:00."""
    return {
        "due_date": due.due_date.isoformat(),
        "due_at": due.due_at.isoformat(),
        "provisional": due.provisional,
        "suspended": due.suspended,
        "light": state.light,
        "late": state.late,
        "calendar_version": due.calendar_version,
        "trace": [
            {
                "day": line.day.isoformat(),
                "verdict": line.verdict,
                "kind": line.kind,
                "name": line.name,
                "provisional": line.provisional,
                "open_minutes": line.open_minutes,
            }
            for line in due.trace
        ],
    }
