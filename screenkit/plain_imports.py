"""Ends a look that PySide takes at every module imported after it: does its source use `__feature__`?

None of ours does. The look reads 700 files while a kiosk starts and keeps all their lines (`linecache`): 19 MB, and a
tenth of a second. A screen's room imports this before anything else (its `__init__`).
"""

from types import ModuleType

import PySide6.QtCore  # noqa: F401 - brings the look
from shibokensupport import feature  # type: ignore[import-not-found]  # lies inside PySide's library


def _uses_no_feature(_module: ModuleType) -> bool:
    return False


feature._mod_uses_pyside = _uses_no_feature  # noqa: SLF001 - PySide offers no switch for it
