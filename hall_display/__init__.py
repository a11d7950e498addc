"""hall_display: the public wall of the hall (大厅公示屏): called numbers, waits, lights as totals. No person."""
