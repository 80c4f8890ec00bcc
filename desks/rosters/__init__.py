"""What the roster's screens show, of several tables: the week (week.py), where else to go (instead.py)."""
