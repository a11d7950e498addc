"""Where a printer is, in one line of a configuration, and the way to it.

serial:/dev/ttyUSB0?baud=9600     usb:/dev/usb/lp0     tcp://host:9100
ipp://host:631/ipp/print          folder:PATH

What printer it is, is said behind it: usb:/dev/usb/lp0?profile=generic_58 (assets/printers.toml; else generic_80).
"""

from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from printing.thermal.printer_profile import GENERIC_80, PrinterProfile, load_profiles
from printing.transports.escpos_line import EscPosLine
from printing.transports.serial_wire import SerialWire
from printing.transports.tcp_wire import TcpWire
from printing.transports.transport import Transport
from printing.transports.usb_wire import UsbWire

RAW_PORT = 9_100
BAUD_USUAL, BAUD_MIN, BAUD_MAX = 9_600, 1_200, 4_000_000


def printer_at(address: str) -> Transport:
    """The way to the printer, not opened yet. Raises ValueError, for the operator, when the address says nothing.

    What makes PDFs (3 MB) is imported by those who need some.
    """
    if not address.isprintable():
        raise ValueError(f"no printer address: {address!r}")
    found = urlsplit(address)
    match found.scheme:
        case "serial" if found.path:
            return EscPosLine(SerialWire(found.path, _baud(found)))
        case "usb" if found.path:
            return EscPosLine(UsbWire(Path(found.path)))
        case "tcp" if found.hostname:
            return EscPosLine(TcpWire(found.hostname, found.port or RAW_PORT))
        case "ipp" | "ipps" if found.hostname:
            from printing.transports.ipp_printer import IPP_PORT, IppPrinter  # noqa: PLC0415

            is_safe = found.scheme == "ipps"
            return IppPrinter(found.hostname, found.port or IPP_PORT, found.path or "/ipp/print", tls=is_safe)
        case "folder" if found.path:
            return folder_at(Path(found.path))
        case _:
            raise ValueError(f"no printer address: {address!r} (serial: usb: tcp:// ipp:// ipps:// folder:)")


def folder_at(path: Path) -> Transport:
    """A folder in place of a printer."""
    from printing.transports.folder import FolderTransport  # noqa: PLC0415

    return FolderTransport(path)


def profile_at(address: str) -> PrinterProfile:
    """What printer is there. Raises ValueError, for the operator, for a name that assets/printers.toml lacks."""
    name = parse_qs(urlsplit(address).query).get("profile", [""])[0]
    if not name:
        return GENERIC_80
    profiles = load_profiles()
    if name not in profiles:
        raise ValueError(f"no printer profile {name!r}; there is: {', '.join(profiles)}")
    return profiles[name]


def checked(address: str) -> str:
    """For a configuration: the address itself, empty for no printer. Raises ValueError."""
    if address:
        printer_at(address)
        profile_at(address)
    return address


def _baud(found: SplitResult) -> int:
    """Raises ValueError for what is no speed."""
    baud = int(parse_qs(found.query).get("baud", [str(BAUD_USUAL)])[0])
    if not BAUD_MIN <= baud <= BAUD_MAX:
        raise ValueError(f"baud={baud}: {BAUD_MIN} to {BAUD_MAX}")
    return baud
