"""kiosk: the citizen's touchscreen (自助机): intake, ticket, progress, calling a person."""
