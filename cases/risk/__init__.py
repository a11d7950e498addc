"""社会矛盾风险指数 (试行、内部参考): of areas and types, never of persons; warnings that a person approves. Pure."""
