"""The centre: the site itself, its words, hours, purposes, partners and places."""
