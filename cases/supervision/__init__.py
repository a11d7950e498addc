"""督办 and what stands beside a case: the ladder, whistles, records of coordination, reviews, inspections."""
