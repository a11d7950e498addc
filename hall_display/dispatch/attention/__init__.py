"""What needs a person: alarms, the stream of cases, whistles with a clock, the ladder, halves that are missing."""
