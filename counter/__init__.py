"""counter: the desk of staff (窗口): calling, receiving, registering, accepting or rejecting. Keyboard first."""

import screenkit.plain_imports  # noqa: F401 - before any other import
