"""Hall time: Asia/Shanghai, which is +08:00 all year. The process's own time zone is never asked."""

from datetime import date, datetime, timedelta, timezone

HALL_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")


def hall_time(at: datetime) -> datetime:
    """The instant in hall time; without offset it is Asia/Shanghai, others are converted (domain.md §3.3)."""
    return at.replace(tzinfo=HALL_ZONE) if at.tzinfo is None else at.astimezone(HALL_ZONE)


def hall_date(at: datetime) -> date:
    """The business date of an instant."""
    return hall_time(at).date()


def midnight_after(day: date) -> datetime:
    """The exclusive end of a day: 00:00 +08:00 of the next one."""
    return datetime(day.year, day.month, day.day, tzinfo=HALL_ZONE) + timedelta(days=1)


def whole_minute(at: datetime) -> datetime:
    """The minute that had begun: what is told once a minute says this."""
    return at.replace(second=0, microsecond=0)
