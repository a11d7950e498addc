"""Reports as PDF and spreadsheet."""
