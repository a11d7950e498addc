"""Each job once, durable before its first byte, and an honest word about how it ended."""
