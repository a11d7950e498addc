"""The memory of a hall: event log, projections, sealing, service, live feed, sync; one program for hall and centre."""
