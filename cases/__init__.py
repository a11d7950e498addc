"""The trade: pure rules of a 综治中心 reception hall. No Qt, no SQL, no I/O, no clock of its own."""
