"""Pages about places to practise, who finds one for whom, and their bookings."""
