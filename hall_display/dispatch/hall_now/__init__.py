"""The hall as it is now: desks, zones and rooms, who is on duty, devices, how fresh each hall is."""
