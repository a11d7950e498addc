"""The call display over a counter (窗口显示屏): two lines of LED on a serial line."""
