"""The document camera that the configuration names."""

import structlog
from PySide6.QtCore import QObject

from devices.config import CameraConfig
from devices.document_camera.document_camera import DocumentCamera
from devices.document_camera.folder_camera import FolderCamera

_log = structlog.get_logger(__name__)


def plugged(config: CameraConfig, parent: QObject | None = None) -> DocumentCamera:
    """A real one, or a folder in its place."""
    if config.folder is not None:
        return FolderCamera(config.folder, parent)
    # Qt Multimedia costs a quarter of a second: whoever has no camera does not wait for it.
    try:
        from devices.document_camera.uvc_camera import UvcCamera  # noqa: PLC0415
    except ImportError as missing:  # libpulse, without which Qt Multimedia does not load
        _log.error("no document camera without Qt Multimedia", missing=str(missing))
        return DocumentCamera(parent)
    return UvcCamera(config.name, parent)
