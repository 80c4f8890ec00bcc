"""The kit: what every room uses and no table holds."""
