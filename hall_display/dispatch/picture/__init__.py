"""The whole picture in the middle: map, trend, types, steps, KPIs, risk. Every number opens what stands behind it."""
