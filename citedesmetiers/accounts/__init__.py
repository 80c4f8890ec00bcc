"""Accounts: the people who WORK here, and what they may do. Visitors have none."""
