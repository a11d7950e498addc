"""Which QML file and which view-model belong to a page, in each size."""

from collections.abc import Mapping

from kiosk.check_model import CheckModel
from kiosk.choice_model import ChoiceModel
from kiosk.digits_pages import answer_page
from kiosk.done_model import done_page
from kiosk.field_model import FieldModel
from kiosk.flow import Page
from kiosk.home_models import attract_page, consult_page
from kiosk.progress_models import case_code_page, lookup_code_page, result_page
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
    Page.DONE: PagePlan("DonePage.qml", done_page),
}
