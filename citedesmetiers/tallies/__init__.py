"""Tallies: one-way counters that any room may increment and none can trace back."""
