"""Alarms (要人处理): what needs a person now, told once, acknowledged by somebody, escalated if nobody does. Pure."""
