"""The public wall (大厅公示屏): called numbers, waits, lights as totals, how the hall does. No person, no free text."""

import screenkit.plain_imports  # noqa: F401 - before any other import
