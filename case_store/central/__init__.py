"""The centre's store on PostgreSQL: connections, a commit to believe, months of the log."""
