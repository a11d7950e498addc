"""The numeric keypad (数字小键盘) on a serial line: one byte a key. As a HID keyboard it needs nothing of this."""
