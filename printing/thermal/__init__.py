"""From a slip's description to dots, printer's letters or PDF: one layout for all."""
