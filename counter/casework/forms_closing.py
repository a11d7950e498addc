"""Forms of feedback, sign-off, visit and archive, of a case that changes its holder, and of 保全."""

from cases.casework import acts
from counter.casework import act_advice as advice
from counter.casework import act_options as among
from counter.casework.act_context import Field, FormContext, Values
from counter.casework.act_fields import BECAUSE, CHANNEL, CHOICE, MUST_SAY_WHY, TEXT, ActForm


def has_agreement(on: FormContext, _values: Values) -> bool:
    """Whether there is something to be performed."""
    return bool(on.view.agreement_number)


def by_force(_on: FormContext, values: Values) -> bool:
    """Whether it is taken from a holder that is gone: then it must be said why."""
    return values.get("forced") == among.YES


CLOSING: dict[str, ActForm] = {
    "tell": ActForm(
        key="G",
        fields=(CHANNEL, Field(key="told", kind=TEXT, required=True, lines=5)),
        make=lambda f: acts.Tell(channel=f.text("channel"), text=f.text("told")),
    ),
    "not-reached": ActForm(
        key="L",
        advice=advice.not_reached,
        fields=(CHANNEL,),
        make=lambda f: acts.NotReached(channel=f.text("channel")),
    ),
    "sign-off": ActForm(key="O", make=lambda _f: acts.SignOff(), advice=advice.signing_off),
    "send-back": ActForm(
        key="V",
        fields=(MUST_SAY_WHY,),
        advice=advice.plain("send-back"),
        make=lambda f: acts.SendBack(because=f.text("because")),
    ),
    "reopen": ActForm(
        key="C",
        advice=advice.plain("reopen"),
        fields=(
            Field(
                key="reopen_reason",
                kind=CHOICE,
                required=True,
                options=among.named(lambda policy: policy.reopen_reasons),
            ),
            BECAUSE,
        ),
        make=lambda f: acts.Reopen(reason_code=f.text("reopen_reason"), because=f.text("because")),
    ),
    "archive": ActForm(key="A", make=lambda _f: acts.Archive(), advice=advice.plain("archive")),
    "follow-up": ActForm(
        key="I",
        fields=(
            CHANNEL,
            Field(key="satisfied", kind=CHOICE, required=True, options=among.yes_no("satisfied")),
            Field(
                key="performed",
                kind=CHOICE,
                required=True,
                options=among.yes_no("performed"),
                wanted=has_agreement,
            ),
            Field(key="visit_text", kind=TEXT),
        ),
        make=lambda f: acts.FollowUp(
            channel=f.text("channel"),
            text=f.text("visit_text"),
            satisfied=f.is_yes("satisfied"),
            performed=f.is_yes("performed"),
        ),
    ),
    "hand-over": ActForm(
        key="F8",
        advice=advice.plain("hand-over"),
        fields=(Field(key="to_store", kind=CHOICE, options=among.stores, required=True), MUST_SAY_WHY),
        make=lambda f: acts.HandOver(to_store=f.text("to_store"), because=f.text("because")),
    ),
    "take-over": ActForm(
        key="F8",
        advice=advice.plain("take-over"),
        fields=(
            Field(key="forced", kind=CHOICE, options=among.yes_no("forced"), preset=lambda _on: among.NO),
            Field(key="because", kind=TEXT, required=True, wanted=by_force),
        ),
        make=lambda f: acts.TakeOver(forced=bool(f.is_yes("forced")), because=f.text("because")),
    ),
    "decline": ActForm(
        key="F9",
        advice=advice.plain("decline"),
        fields=(MUST_SAY_WHY,),
        make=lambda f: acts.Decline(because=f.text("because")),
    ),
    "hold": ActForm(
        key="F6",
        advice=advice.plain("hold"),
        fields=(Field(key="hold_reason", kind=CHOICE, required=True, options=among.hold_reasons),),
        make=lambda f: acts.Hold(reason_code=f.text("hold_reason")),
    ),
    "lift-hold": ActForm(
        key="F7",
        advice=advice.plain("lift-hold"),
        fields=(
            Field(
                key="hold",
                kind=CHOICE,
                required=True,
                options=among.holds,
                preset=among.first_of(among.holds),
            ),
        ),
        make=lambda f: acts.LiftHold(hold_id=f.text("hold")),
    ),
}
