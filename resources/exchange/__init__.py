"""Files that come in and go out: how they say what a notice is. Verbs are in resources.actions.loads."""
