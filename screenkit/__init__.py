"""screenkit: what every screen shares below its pages (window, worker loop, texts, rows, the QML type step)."""
