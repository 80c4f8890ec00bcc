"""Reception: the arrival, the ticket, the line, and the screens of those who receive."""
