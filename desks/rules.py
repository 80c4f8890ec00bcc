"""Who may change which promise of the roster."""

from citedesmetiers.accounts.models import User

ON_SITE = ("receives", "counsels", "curates", "organises", "coordinates", "manages")


def speaks_for(user: User, partner: int | None) -> bool:
    """Whether this person fills and changes the turns of that partner: its coordinator, or any manager."""
    return user.manages or bool(user.coordinates and partner and user.partner_id == partner)


def may_report(user: User) -> bool:
    """Whether an absence is hers to declare: anybody who works here sees who did not come."""
    return any(getattr(user, role) for role in ON_SITE)
