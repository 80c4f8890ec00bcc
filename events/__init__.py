"""The events: the workshop calendar. The room is furnished by its own issue."""
