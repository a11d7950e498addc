"""Ending a screen in an orderly way: the page first, then what it was bound to, all in the UI thread.

Python's collector runs in whichever thread happens to allocate. A QObject that is left to it may die in the bridge's
thread, and that ends the process with a segmentation fault.
"""

from PySide6.QtCore import QObject, QUrl
from shiboken6 import Shiboken

from screenkit.window import ScreenWindow


def take_away(window: ScreenWindow, *behind: QObject) -> None:
    """Delete the window and then the objects behind it (view-models, bridge), now and in this thread."""
    window.setSource(QUrl())
    window.close()
    for gone in (window, *behind):
        if Shiboken.isValid(gone):
            Shiboken.delete(gone)
