"""Attendance: closing a day and reading its figures. It reads everyone, nobody reads it."""
