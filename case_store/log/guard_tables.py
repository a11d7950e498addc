"""Staff who are locked out, two-person acts, countersigned heads, keys that were turned or destroyed."""
