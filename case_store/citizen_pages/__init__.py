"""What a citizen's phone shows behind the QR codes of ticket and receipt (design.md §4). It names nobody."""
