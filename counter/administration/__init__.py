"""The page 管理 of the hall administrator: the policy of the hall as forms, saved as one revision."""
