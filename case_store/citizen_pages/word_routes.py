"""补充: a word more on a matter, by whoever holds its code. Who holds the case hears it."""

from dataclasses import dataclass

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response

from case_store.central.context import PROGRAM, acting_as
from case_store.citizen_pages.answering import Answering, Back, Shown, TooOften
from case_store.citizen_pages.form_fields import STAMP, TRAP, WORD, read_fields
from case_store.citizen_pages.form_stamp import new_stamp, read_stamp
from case_store.citizen_pages.found import PolicyOf, ProgressFound, find_progress
from case_store.citizen_pages.message_door import CLOSED_TO_WORDS, MessageDoor
from case_store.citizen_pages.page_frame import speaks_of_danger, urgent_of
from case_store.citizen_pages.pages import PageWriter
from case_store.citizen_pages.progress_page import WordForm
from cases.casework.steps import outcome_key
from cases.matter.citizen_code import code_hash
from cases.refusal import Reader, Refusal

_CLOSED = {outcome_key(state) for state in CLOSED_TO_WORDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The codes of a receipt as they were typed: they go with the form, for no address may hold them."""

    case_code: str
    lookup_code: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was just sent, and why it was not taken."""

    why: Refusal | None = None
    text: str = ""


_NOTHING = Said()


def add_words(routes: APIRouter, answering: Answering) -> None:
    """The form of the page of a receipt."""
    store = answering.store

    @routes.post("/r/{code}/word")
    async def word(code: str, request: Request) -> Response:
        """Kept and sealed before it is answered; sent twice it is one."""
        fields = await read_fields(request)
        found: list[ProgressFound] = []

        def look(connection: sa.Connection, known: str) -> Shown:
            one = _find(answering, connection, known)
            if one is None:
                return None
            found.append(one)
            return Back(f"../{known}")

        answer = await answering.by_code(request, code, look)
        if not found:
            return answer
        with acting_as(PROGRAM):  # the code was right
            return await answering.safe(_taken(answering, found[0], fields, answer))

    @routes.get("/r/{code}/word")
    async def again(code: str, request: Request) -> Response:
        """Who reloads where a form was sent."""
        return await answering.to_the_page(request, code)

    async def _taken(
        answering: Answering, found: ProgressFound, fields: dict[str, str], back: Response
    ) -> Response:
        why = await take_word(answering, found, fields)
        if why is None and not speaks_of_danger(answering.store.policy, fields.get(WORD, "")):
            return back
        known = back.headers["location"].removeprefix("../")

        def page(connection: sa.Connection) -> Shown:
            policy_of: PolicyOf = answering.told_by(connection)
            newest = _find(answering, connection, known) or found
            form = word_form(answering, newest, known, Said(why, fields.get(WORD, "")), up="../")
            writer = PageWriter(policy_of(newest.stream), store.texts)
            return writer.progress(newest, store.clock.now(), f"../{known}", form)

        shown = await answering.read(page)
        return answering.tell(shown or TooOften(1))


async def take_word(answering: Answering, found: ProgressFound, fields: dict[str, str]) -> Refusal | None:
    """Keep what was written; why not."""
    store, policy = answering.store, answering.store.policy.citizen_page
    if fields.get(TRAP, ""):
        return Refusal("message.trap")
    now = store.clock.now()
    stamp = read_stamp(store.keys, found.case_id, fields.get(STAMP, ""), now, policy.form_minutes)
    if stamp is None or stamp.is_old:
        return Refusal("message.form_old")
    kept = await store.run(MessageDoor(store).add_word, stamp.command_id, found.case_id, fields.get(WORD, ""))
    return kept if isinstance(kept, Refusal) else None


def word_form(
    answering: Answering,
    found: ProgressFound,
    code: str | Typed,
    said: Said = _NOTHING,
    up: str = "",
) -> WordForm | None:
    """The form for one more word; None where nothing can be added. `up`: from where the page is to where it belongs."""
    store, policy = answering.store, answering.store.policy
    if found.view.outcome in _CLOSED:
        return None
    typed = (
        (("case_code", code.case_code), ("lookup_code", code.lookup_code)) if isinstance(code, Typed) else ()
    )
    stamp = new_stamp(store.keys, found.case_id, store.clock.now())
    return WordForm(
        action="q" if isinstance(code, Typed) else f"{up}{code}/word",
        hidden=(*typed, (STAMP, stamp)),
        chars_max=policy.citizen_page.word_chars_max,
        text=said.text if said.why else "",
        trouble=store.texts.tell(said.why, Reader.CITIZEN) if said.why else "",
        urgent=urgent_of(policy) if speaks_of_danger(policy, said.text) else (),
    )


def _find(answering: Answering, connection: sa.Connection, known: str) -> ProgressFound | None:
    policy_of = answering.told_by(connection)
    now = answering.store.clock.now()
    return find_progress(connection, policy_of, code_hash(known), answering.parts.heard.at, now)
