"""The document camera that the configuration names."""

from importlib.util import find_spec

import structlog
from PySide6.QtCore import QObject

from devices.config import CameraConfig
from devices.document_camera.document_camera import DocumentCamera

_log = structlog.get_logger(__name__)


def plugged(config: CameraConfig, parent: QObject | None = None) -> DocumentCamera:
    """A real one, or a folder in its place. Whatever works on pictures is loaded for those alone who have a camera."""
    if find_spec("cv2") is None:
        _log.error("no document camera without OpenCV: install the extra `camera` (deploy/hall/README.md)")
        return DocumentCamera(parent)
    if config.folder is not None:
        from devices.document_camera.folder_camera import FolderCamera  # noqa: PLC0415

        return FolderCamera(config.folder, parent)
    # Qt Multimedia costs a quarter of a second: whoever has no camera does not wait for it.
    try:
        from devices.document_camera.uvc_camera import UvcCamera  # noqa: PLC0415
    except ImportError as missing:  # libpulse, without which Qt Multimedia does not load
        _log.error("no document camera without Qt Multimedia", missing=str(missing))
        return DocumentCamera(parent)
    return UvcCamera(config.name, parent)
