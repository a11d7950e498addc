"""The counter's wiring: hall client and feed → desk → view-models → window. `python main.py counter --config FILE`."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from case_store.client.hall import HallClient
from case_store.client.health import HealthReporter
from case_store.client.live import FeedState, LiveFeed
from case_store.clock import SteadyClock, open_clock
from case_store.policy_files import load_texts
from case_store.tokens import COUNTER
from cases.alarm.device_health import HealthReport
from cases.alarm.device_trial import TrialResult
from cases.hall_time import hall_date
from cases.texts import Texts
from cases.views import CounterView
from counter.casework.paper_desk import PaperDesk
from counter.casework.paper_making import PaperMaker
from counter.chime import Chime
from counter.counter import CounterViewModel
from counter.desk import Desk
from counter.knows import Rules
from counter.mirror import SIZE as MIRROR_SIZE
from counter.mirror import MirrorWindow
from counter.papers import DeskPapers, PrinterConfig
from counter.services import CounterServices
from counter.signed_in_here import SealedFile, SignedInHere
from devices.announcing.audition import Audition
from devices.config import DevicesConfig
from printing.slips.trial_strip import trial_strip
from printing.transports.address import checked
from printing.transports.office_printer import OfficePrinter
from screenkit.at_hand import DevicesAtHand
from screenkit.bridge import Bridge
from screenkit.camera_trial import CameraTrial
from screenkit.environment import ROOT
from screenkit.idle_watch import IdleWatch
from screenkit.local_devices import Ended, LocalDevices, OwnWay
from screenkit.policy_in_force import open_policy
from screenkit.run_screen import run_screen
from screenkit.take_away import take_away
from screenkit.voice_here import VoiceConfig, duck_here, open_audition
from screenkit.window import ScreenWindow, make_app, show_window

HELP_SOUND = ROOT / "assets" / "sounds" / "help.wav"
CLOSE_WITHIN_S = 1.0
SECONDS_A_MINUTE = 60
PAGE = Path(__file__).with_name("CounterScreen.qml")
MIRROR_PAGE = Path(__file__).with_name("MirrorPage.qml")


class CounterConfig(VoiceConfig):
    """`counter_no` is the number over this desk; without one, whoever signs in has no counter (督办, 调度, 管理).

    `speaker` and the folders of the voice are for 试听 at this desk: the same recordings as the wall that speaks has.
    """

    speaker: Literal["none", "device", "folder"] = "device"

    counter_no: int | None = Field(default=None, ge=1, le=99)
    papers_dir: Path | None = None  # a folder in place of a printer
    printer: Annotated[str, AfterValidator(checked)] = (
        ""  # or a printer's address; most counters have neither
    )
    a4_dir: Path | None = None  # where A4 papers are written; without it papers_dir
    a4_printer: str = Field(default="", pattern=r"^[\w.@-]*$")  # a queue of CUPS, as `lpstat -p` lists it
    data_dir: Path | None = None  # the counter's own files: the kept list, its print jobs
    exports_dir: Path | None = None  # lists and reports taken out; without it none are
    devices: DevicesConfig = DevicesConfig()
    width: int = 1366
    height: int = 768


@dataclass(slots=True)
class CounterScreen:
    """A running counter. Keep it as long as it is used; `close` ends the feed and takes the window away."""

    window: ScreenWindow
    view_model: CounterViewModel
    client: HallClient
    bridge: Bridge
    papers: DeskPapers
    chime: Chime
    mirror: MirrorWindow
    at_hand: DevicesAtHand
    audition: Audition
    is_open: bool = True

    def close(self) -> None:
        """End it; may be called twice."""
        if not self.is_open:
            return
        self.is_open = False
        self.chime.ring(False)
        self.audition.close()
        self.at_hand.close()
        with contextlib.suppress(TimeoutError):
            self.bridge.submit(self.client.aclose()).result(CLOSE_WITHIN_S)
        self.mirror.close()
        self.papers.close()
        self.bridge.close()
        take_away(self.window, self.view_model, self.view_model.desk, self.at_hand, self.bridge)


def build(config: CounterConfig) -> CounterScreen:
    """The counter on the screen, listening to its hall. Needs no event loop yet. Raises PolicyError, StoreError."""
    make_app()
    clock = open_clock(config.clock_file)
    in_force = open_policy(config.assets_dir, hall_date(clock.now()), demo=config.demo)
    texts = load_texts(config.assets_dir)
    token = config.token()
    bridge = Bridge()
    client = HallClient(config.hall_url, token)
    rules = Rules(config.counter_no, in_force, texts)
    desk = Desk(rules, client, bridge, clock, here=signed_in_here(config, clock, rules))
    at_hand = DevicesAtHand()
    local = LocalDevices(at_hand, parent=at_hand)
    reporter = HealthReporter(client, lambda: health_of(config.counter_no, local, texts), local.ask)

    def tell() -> None:
        """Something of a device is different now; from any thread."""
        bridge.loop.call_soon_threadsafe(reporter.wake)

    papers = DeskPapers(
        PrinterConfig(
            papers_dir=config.papers_dir,
            printer=config.printer,
            data_dir=config.data_dir,
        ),
        bridge,
        tell,
    )
    office = OfficePrinter(config.a4_dir or config.papers_dir, config.a4_printer)
    paper_desk = PaperDesk(desk, PaperMaker(ROOT / "assets" / "fonts", texts), papers, office)
    audition = open_audition(config, duck_here(lambda: in_force.policy))
    services = CounterServices(
        rules,
        client,
        bridge,
        clock,
        in_force,
        desk,
        config.exports_dir,
        paper_desk,
        at_hand,
        local,
        audition,
    )
    view_model = CounterViewModel(services, papers, config.data_dir)
    chime = Chime(HELP_SOUND, view_model, duck_here(lambda: in_force.policy))
    view_model.ringingChanged.connect(chime.ring)

    def hear(view: CounterView) -> None:
        in_force.on_view(view.policy)
        desk.on_view(view)

    def on_view(view: CounterView) -> None:
        bridge.post(hear, view)

    def on_state(state: FeedState) -> None:
        bridge.post(desk.on_state, state)

    feed = LiveFeed(config.hall_url, token, CounterView, on_view, on_state, clock=clock)
    window = show_window(
        PAGE,
        {"counter": view_model},
        texts=texts,
        size=(config.width, config.height),
        title=view_model.shown.window,
        fullscreen=config.fullscreen,
    )
    idle = IdleWatch(lambda: in_force.policy.hall.idle_lock_minutes * SECONDS_A_MINUTE, desk.lock, window)
    window.installEventFilter(idle)
    mirror = MirrorWindow(
        view_model.mirror,
        window,
        lambda: show_window(
            MIRROR_PAGE,
            {"mirror": view_model.mirror},
            texts=texts,
            size=MIRROR_SIZE,
            title=view_model.shown.window,
            show=False,
        ),
        view_model,
    )
    at_hand.open(
        config.devices,
        bridge,
        today=lambda: hall_date(clock.now()),
        base_url=lambda: in_force.policy.hall.citizen_base_url,
        takes_lying=True,
    )
    bridge.submit(feed.run())

    def print_strip(trial_id: str, ended: Ended) -> None:
        paper = trial_strip(here_name(config.counter_no, texts), clock.now(), texts)
        papers.print(
            f"trial/{trial_id}",
            paper,
            "",
            lambda is_there: ended(TrialResult.PASSED if is_there else TrialResult.FAILED),
        )

    if papers.is_there:
        local.add("printer", OwnWay(print_strip, papers.health, papers.errors))
    if at_hand.camera is not None:
        local.add("camera", OwnWay(CameraTrial(at_hand.camera).begin))
    local.told.connect(tell)
    at_hand.changed.connect(tell)
    papers.open()
    bridge.submit(reporter.run())
    return CounterScreen(window, view_model, client, bridge, papers, chime, mirror, at_hand, audition)


def signed_in_here(config: CounterConfig, clock: SteadyClock, rules: Rules) -> SignedInHere:
    """Kept over a restart where this counter has files of its own. Raises StoreError."""
    file = None
    if config.data_dir is not None:
        file = SealedFile(config.data_dir, config.own_secret())
    return SignedInHere(clock, lambda: rules.policy.guard.offline, file)


def health_of(counter_no: int | None, local: LocalDevices, texts: Texts) -> HealthReport | None:
    """How this counter is; a workplace without a counter has no name by which somebody would find it."""
    if counter_no is None:
        return None
    return local.report(f"{COUNTER}-{counter_no}", COUNTER, here_name(counter_no, texts), {})


def here_name(counter_no: int | None, texts: Texts) -> str:
    """As staff call this machine; "" where it stands at no counter."""
    return "" if counter_no is None else texts.get("counter.head.window", number=counter_no)


def main(config_path: Path) -> int:
    """Run the counter until its window is closed; 1 and a sentence when it cannot begin."""
    return run_screen(CounterConfig, build, config_path)
