"""Pages to HTML: one answer holds everything; no script, no font and no picture from anywhere, on any phone."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from case_store.citizen_pages.centre_page import CentrePage
from case_store.citizen_pages.choice_page import ChoicePage
from case_store.citizen_pages.evaluate_page import EvaluatePage
from case_store.citizen_pages.message_page import CheckPage, KeptPage, MessagePage
from case_store.citizen_pages.pages import BoardPage, NoticePage, PlacePage
from case_store.citizen_pages.paper_page import PaperPage
from case_store.citizen_pages.progress_page import ProgressPage
from case_store.citizen_pages.typed_page import TypedPage

AnyPage = (
    PlacePage
    | ProgressPage
    | EvaluatePage
    | PaperPage
    | NoticePage
    | BoardPage
    | TypedPage
    | ChoicePage
    | CentrePage
    | MessagePage
    | CheckPage
    | KeptPage
)

_HERE = Path(__file__).parent
_TEMPLATES = {
    PlacePage: "place.html.j2",
    ProgressPage: "progress.html.j2",
    EvaluatePage: "evaluate.html.j2",
    PaperPage: "paper.html.j2",
    NoticePage: "notice.html.j2",
    BoardPage: "board.html.j2",
    TypedPage: "typed.html.j2",
    ChoicePage: "choice.html.j2",
    CentrePage: "centre.html.j2",
    MessagePage: "message.html.j2",
    CheckPage: "check.html.j2",
    KeptPage: "kept.html.j2",
}


class PageRenderer:
    """The templates with their one style, whose hash is the only thing that the browser may apply."""

    def __init__(self) -> None:
        style = (_HERE / "style.css").read_text(encoding="utf-8")
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        self._templates.globals["style"] = Markup(style)  # noqa: S704  our own file, not a citizen's text
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            ),
        }

    def render(self, page: AnyPage) -> str:
        """The whole document."""
        return self._templates.get_template(_TEMPLATES[type(page)]).render(page=page, frame=page.frame)
