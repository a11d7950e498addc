"""Policy (制度参数): the types of its files, their validation, the whole that a hall works by."""
