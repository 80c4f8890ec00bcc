"""The desks: themed counselling posts, who serves them, and who sits there now."""
