"""Papers as they come to a counter, on desks of many colours."""

from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from devices.document_camera.photograph import Scene

FONT = Path(__file__).parents[2] / "assets" / "fonts" / "NotoSansSC-Regular.ttf"
QR_WORDS = "https://example.invalid/c/ABCDEFGH234567"
DPI = 250
DESKS = {
    "dark wood": (92, 64, 46),
    "light wood": (193, 160, 118),
    "grey": (128, 130, 133),
    "green mat": (46, 94, 70),
    "black": (28, 28, 30),
    "blue": (62, 92, 140),
    "cream": (222, 214, 198),
    "white": (236, 236, 234),
}


def mm(length: float) -> int:
    return round(length / 25.4 * DPI)


def face(points: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), round(points / 72 * DPI))


def a4(words_points: float = 9) -> Image.Image:
    """A page full of small words, with a red seal and a QR code of 26 mm."""
    page = Image.new("RGB", (mm(210), mm(297)), (250, 249, 246))
    draw = ImageDraw.Draw(page)
    draw.text((mm(70), mm(18)), "证明材料", fill=(20, 20, 20), font=face(22))
    words = face(words_points)
    for row in range(34):
        line = f"{row + 1:02d} 本人于二〇二六年六月至十月在工地做工，工资共三万二千元未付，特此说明。"
        draw.text((mm(20), mm(38 + row * 6.4)), line, fill=(25, 25, 25), font=words)
    draw.ellipse((mm(130), mm(225), mm(170), mm(265)), outline=(200, 40, 40), width=mm(1.2))
    code = np.array(zxingcpp.create_barcode(QR_WORDS, zxingcpp.BarcodeFormat.QRCode).to_image(scale=1))
    page.paste(Image.fromarray(code).resize((mm(26), mm(26)), Image.Resampling.NEAREST), (mm(22), mm(262)))
    return page


def card() -> Image.Image:
    """As large as an identity card, and nobody's."""
    page = Image.new("RGB", (mm(85.6), mm(54)), (214, 226, 234))
    draw = ImageDraw.Draw(page)
    draw.text((mm(6), mm(8)), "姓名 李某甲", fill=(30, 30, 40), font=face(9))
    draw.rectangle((mm(58), mm(8), mm(80), mm(36)), fill=(150, 160, 168))
    return page


def scenes(count: int, seed: int = 7, size: tuple[int, int] = (1296, 972)) -> list[tuple[str, Scene]]:
    """Different each, the same for a seed: every desk in turn, turned, seen at an angle, half of them in a shadow."""
    chance = np.random.default_rng(seed)
    made = []
    for number in range(count):
        desk = list(DESKS)[number % len(DESKS)]
        made.append(
            (
                desk,
                Scene(
                    size=size,
                    desk=DESKS[desk],
                    grain=float(chance.uniform(2, 14)),
                    fills=float(chance.uniform(0.6, 0.84)),
                    centre=(float(chance.uniform(0.46, 0.54)), float(chance.uniform(0.48, 0.52))),
                    turn_deg=float(chance.uniform(-25, 25)) + (90.0 if number % 5 == 4 else 0.0),
                    tilt_deg=float(chance.uniform(-14, 14)),
                    lean_deg=float(chance.uniform(-14, 14)),
                    light=float(chance.uniform(0.6, 1.0)),
                    falloff=float(chance.uniform(0.1, 0.5)),
                    shadow=float(chance.uniform(0.1, 0.45)) if number % 2 else 0.0,
                    noise=float(chance.uniform(1, 6)),
                    blur_px=float(chance.uniform(0.5, 1.4)),
                    seed=number,
                ),
            )
        )
    return made
