"""The command zone (视频指挥调度区): what needs a person, the whole picture, and behind every number its cases."""

import screenkit.plain_imports  # noqa: F401 - before any other import
