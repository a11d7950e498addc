"""The window of the virtual devices: the kiosk's printer, its paper and switches, and what a hand can hold out."""

import signal
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl

from case_store.policy_files import load_texts
from demo.hand_model import HandModel
from demo.papers_lying import PapersLying
from demo.printer_model import PrinterModel
from demo.virtual_devices import VirtualDevices
from screenkit.environment import ROOT
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow, make_app, show_window

PAGE = Path(__file__).with_name("DevicesWindow.qml")
SIZE = (1120, 800)


@dataclass(slots=True)
class DevicesWindow:
    """Keep it as long as it is to be seen."""

    window: ScreenWindow
    printer: PrinterModel
    hand: HandModel
    papers: PapersLying

    def close(self) -> None:
        """Take it away; the devices stay."""
        take_away(self.window, self.printer, self.hand, self.papers)


def devices_window(devices: VirtualDevices, papers: Path, size: tuple[int, int] = SIZE) -> DevicesWindow:
    """The window, shown."""
    make_app()
    texts = load_texts(ROOT / "assets")
    printer, hand, lying = (
        PrinterModel(devices.printer, texts),
        HandModel(devices, texts),
        PapersLying(papers),
    )
    window = show_window(
        PAGE,
        {"printer": printer, "hand": hand, "papers": lying},
        texts=texts,
        size=size,
        title=texts.get("demo.devices.title"),
    )
    window.engine().addImageProvider("hanging", printer.provider)
    printer.look()
    lying.look()
    return DevicesWindow(window, printer, hand, lying)


def show_devices(devices: VirtualDevices, papers: Path) -> int:
    """Until the window is closed, Ctrl+C is pressed or the process is asked to end."""
    app = make_app()
    shown = devices_window(devices, papers)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: app.quit())
    code: int = app.exec()
    shown.window.setSource(QUrl())
    return code
