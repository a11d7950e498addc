"""Cases as the record of GB/T 31000: XML, JSON, XLSX."""
