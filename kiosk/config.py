"""kiosk.toml of a machine: which kiosk this is, its files, its printer, its screen."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from devices.config import DevicesConfig
from printing.transports.address import checked
from screenkit.screen_config import ScreenConfig


class KioskConfig(ScreenConfig):
    """A `printer` by its address (printing.transports.address), or a folder `papers_dir` in place of one.

    `mm_px`: pixels per millimetre of the real screen; 0 means that the window stands for the 32-inch kiosk.
    `counter_no`: of a tablet on a counter, which turns to the evaluation when a visit has ended there; 0: a kiosk.
    """

    kiosk_id: str = Field(min_length=1)
    kiosk_name: str = Field(min_length=1)
    key_file: Path
    outbox_file: Path
    papers_dir: Path | None = None
    printer: Annotated[str, AfterValidator(checked)] = ""
    width: int = Field(default=1080, ge=320)
    height: int = Field(default=1920, ge=320)
    mm_px: float = Field(default=0.0, ge=0)
    counter_no: int = Field(default=0, ge=0)
    devices: DevicesConfig = DevicesConfig()

    @model_validator(mode="after")
    def _one_printer(self) -> Self:
        if (self.papers_dir is None) != bool(self.printer):
            raise ValueError("printer 和 papers_dir 要写一个，只写一个")
        return self
