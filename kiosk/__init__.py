"""kiosk: the citizen's touchscreen (自助机): intake, ticket, progress, calling a person."""

import screenkit.plain_imports  # noqa: F401 - before any other import
