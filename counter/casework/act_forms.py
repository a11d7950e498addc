"""The forms of all acts in one table, named as `cases.casework.acts.ACTS` names them."""

from counter.casework.act_fields import ActForm
from counter.casework.forms_closing import CLOSING
from counter.casework.forms_handling import HANDLING
from counter.casework.forms_intake import INTAKE

FORMS: dict[str, ActForm] = {**INTAKE, **HANDLING, **CLOSING}
