"""Choices beside the home page: 可以优先 (self-declared), and in 大字 what else one may come for."""

from __future__ import annotations

from dataclasses import replace

from cases.matter.intake import Intent
from kiosk.choice_model import ChoiceModel, ChoiceRule
from kiosk.choices import Choice
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.session_model import SessionModel

NONE = "none"
_OTHERS = {Page.EVALUATE_BY: "star", Page.MEET_BY: "person", Page.ABOUT: "info"}


def priority_page(session: SessionModel, typed: str) -> PageModel:
    """Who may come first (domain.md §7): declared without proof, checked at the counter. Back to where one was."""
    parts, declared = session.parts, session.walk.priority
    offered = (
        *(
            Choice(id=c.key, words=c.name, picture="first", selected=c.key == declared)
            for c in parts.policy.hall.priority_categories
        ),
        Choice(id=NONE, words=parts.texts.get("kiosk.priority.none"), picture="back", dashed=True),
    )

    def choose(key: str) -> None:
        priority = None if key == NONE else key
        session.walk_to(replace(session.walk, page=Page.INTENT, priority=priority, part=0))

    return ChoiceModel(session, typed, ChoiceRule(offered=lambda: offered, choose=choose))


def others_page(session: SessionModel, typed: str) -> PageModel:
    """大字: the rest of the home page."""
    offered = tuple(
        Choice(id=page.value, words=session.parts.texts.get(f"kiosk.others.{page.value}"), picture=picture)
        for page, picture in _OTHERS.items()
    )

    def choose(page: str) -> None:
        if page == Page.MEET_BY:
            session.first_touch(Intent.MEET)
            session.go_in(Page.MEET_BY, Intent.MEET)
            return
        session.walk_to(replace(session.walk, page=Page(page), part=0))

    return ChoiceModel(session, typed, ChoiceRule(offered=lambda: offered, choose=choose))
