"""设备检测: every device of the hall, how it is, what to do, and trying it out."""
