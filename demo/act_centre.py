"""The matter at the centre, and the citizen's phone."""

from demo import phone
from demo.stage import Stage

UNKNOWN = "0000000000000000"


def arrives(stage: Stage) -> None:
    """Everything is at the centre; the phone pages show steps and place, and no person."""
    with stage.report.timed("大厅 → 中心：积压清零"):
        stage.wait(
            lambda: (up := stage.view.upstream) is not None and up.connected and up.backlog == 0,
            "the centre has everything",
        )
    stage.report.check("中心收齐了", True, stage.view.upstream)
    taken = stage.taken["dispute"]
    receipt = _open(stage, taken.receipt_url or "", "phone-1-receipt")
    for step in range(1, 6):
        word = stage.word(f"kiosk.done.step_{step}")
        stage.report.check(f"手机页有“{word}”一步", word in receipt)
    private = ("李某甲", "13000000017", "某建筑公司", "讨薪", "五个月")
    stage.report.check("手机页没有人，也没有事", not any(word in receipt for word in private))
    consult = stage.taken["consult"]
    place = _open(stage, consult.ticket_url, "phone-2-place")
    stage.report.check("小票的手机页有号码", (consult.ticket_no or "?") in place, consult.ticket_no)
    base = stage.ground.policy.hall.citizen_base_url
    unknown = _open(stage, f"{base}/r/{UNKNOWN}", "phone-3-unknown")
    stage.report.check(
        "没有的码：说没有查到，给电话", "没有查到" in unknown and stage.ground.policy.hall.phone in unknown
    )


def _open(stage: Stage, url: str, name: str) -> str:
    return phone.visit(url, stage.folder / "screens" / f"{name}.png")
