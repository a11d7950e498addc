"""The demo hall: how stores, screens and a plausible working day are put together, and the story that proves them."""

import screenkit.plain_imports  # noqa: F401 - before any other import
