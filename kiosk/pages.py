"""Which QML file and which view-model belong to a page, in each size."""

from collections.abc import Mapping

from kiosk import about_pages, evaluate_pages, home_choices, meet_pages
from kiosk.check_model import CheckModel
from kiosk.choice_model import ChoiceModel
from kiosk.digits_pages import answer_page
from kiosk.done_model import done_page
from kiosk.field_model import FieldModel
from kiosk.flow import Page
from kiosk.home_models import attract_page, consult_page
from kiosk.progress_models import case_code_page, lookup_code_page, result_page
from kiosk.remark_model import remark_page
from kiosk.roadmap_model import roadmap_page
from kiosk.said_model import next_day_page, thanks_page
from kiosk.session_model import PagePlan

PAGE_PLANS: Mapping[Page, PagePlan] = {
    Page.ATTRACT: PagePlan("AttractPage.qml", attract_page),
    Page.INTENT: PagePlan("IntentPage.qml", attract_page),
    Page.CATEGORY_GROUP: PagePlan("RowsPage.qml", ChoiceModel),
    Page.CATEGORY: PagePlan("TilesPage.qml", ChoiceModel, large_file="RowsPage.qml"),
    Page.OTHER_SIDE: PagePlan("LinePage.qml", FieldModel),
    Page.BANNER: PagePlan("PlacesPage.qml", ChoiceModel, large_file="RowsPage.qml"),
    Page.TOWN_KIND: PagePlan("RowsPage.qml", ChoiceModel),
    Page.TOWN: PagePlan("PlacesPage.qml", ChoiceModel, large_file="RowsPage.qml"),
    Page.PEOPLE: PagePlan("RowsPage.qml", ChoiceModel),
    Page.PEOPLE_COUNT: PagePlan("DigitsPage.qml", answer_page),
    Page.MONEY: PagePlan("DigitsPage.qml", answer_page),
    Page.STORY: PagePlan("StoryPage.qml", FieldModel),
    Page.NAME: PagePlan("LinePage.qml", FieldModel),
    Page.PHONE: PagePlan("DigitsPage.qml", answer_page),
    Page.CHECK: PagePlan("CheckPage.qml", CheckModel),
    Page.CONSULT: PagePlan("ConsultPage.qml", consult_page),
    Page.PROGRESS_CODE: PagePlan("DigitsPage.qml", case_code_page),
    Page.LOOKUP_CODE: PagePlan("DigitsPage.qml", lookup_code_page),
    Page.PROGRESS_RESULT: PagePlan("ProgressResultPage.qml", result_page),
    Page.ROADMAP: PagePlan("RoadmapPage.qml", roadmap_page),
    Page.OTHERS: PagePlan("RowsPage.qml", home_choices.others_page),
    Page.PRIORITY: PagePlan("RowsPage.qml", home_choices.priority_page),
    Page.NEXT_DAY: PagePlan("SaidPage.qml", next_day_page),
    Page.EVALUATE_BY: PagePlan("RowsPage.qml", evaluate_pages.by_page),
    Page.EVALUATE_TICKET: PagePlan("DigitsPage.qml", evaluate_pages.ticket_page),
    Page.EVALUATE_WHICH: PagePlan("RowsPage.qml", evaluate_pages.which_page),
    Page.EVALUATE: PagePlan("RowsPage.qml", evaluate_pages.faces_page),
    Page.EVALUATE_MORE: PagePlan("RowsPage.qml", evaluate_pages.more_page),
    Page.EVALUATE_TEXT: PagePlan("RemarkPage.qml", remark_page),
    Page.THANKS: PagePlan("SaidPage.qml", thanks_page),
    Page.MEET_BY: PagePlan("RowsPage.qml", meet_pages.by_page),
    Page.MEET_DESK: PagePlan("RowsPage.qml", meet_pages.desk_page),
    Page.MEET_CODE: PagePlan("DigitsPage.qml", meet_pages.code_page),
    Page.MEET_SLOT: PagePlan("SaidPage.qml", meet_pages.slot_page),
    Page.ABOUT: PagePlan("FactsPage.qml", about_pages.about_page),
    Page.CENTRE_BANNER: PagePlan("PlacesPage.qml", about_pages.banner_page, large_file="RowsPage.qml"),
    Page.CENTRE_KIND: PagePlan("RowsPage.qml", about_pages.kind_page),
    Page.CENTRE_TOWN: PagePlan("PlacesPage.qml", about_pages.town_page, large_file="RowsPage.qml"),
    Page.CENTRE: PagePlan("FactsPage.qml", about_pages.centre_page),
    Page.DONE: PagePlan("DonePage.qml", done_page),
}
