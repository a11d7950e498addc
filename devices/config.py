"""Which devices hang on a machine: the table [devices] of its configuration file. What is left out is not there."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from devices.line import LinePort


class PortConfig(BaseModel):
    """`port`: /dev/…, or wherever a virtual device stands, or socket://host:port; `baudrate` is for serial lines."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    port: str = Field(pattern=r"^(/|socket://)\S.*$")
    baudrate: int = Field(default=9_600, ge=1_200, le=921_600)

    def line(self) -> LinePort:
        """As a line is opened."""
        return LinePort(self.port, self.baudrate)


class DisplayConfig(PortConfig):
    """`brightness`: 0 dark … 15, as the place over the counter needs it."""

    brightness: int = Field(default=8, ge=0, le=15)


class CameraConfig(BaseModel):
    """`name`: part of what the system calls the camera, because a counter may have another that looks at the person;
    or `folder`: pictures in place of a camera."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="", max_length=80)
    folder: Path | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.name) == (self.folder is not None):
            raise ValueError("document_camera needs either name or folder")
        return self


class DevicesConfig(BaseModel):
    """A line for each device that this machine has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    card_reader: PortConfig | None = None  # 身份证阅读器, mostly 115,200 baud
    scanner: PortConfig | None = None  # 扫码器
    keypad: PortConfig | None = None  # 数字小键盘 on a serial line
    keypad_is_keyboard: bool = False  # or one that is a USB keyboard, as most are: nothing to open
    signature_pad: PortConfig | None = None  # 签字板
    evaluation_pad: PortConfig | None = None  # 评价器
    call_display: DisplayConfig | None = None  # 窗口显示屏
    document_camera: CameraConfig | None = None  # 高拍仪
