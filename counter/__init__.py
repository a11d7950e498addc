"""counter: the desk of staff (窗口): calling, receiving, registering, accepting or rejecting. Keyboard first."""
