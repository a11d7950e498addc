"""Lists of others (导入), read safely from files into rows; what a row means is a rule (cases/casework/import_rows)."""
