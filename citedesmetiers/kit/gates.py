"""Which role a door asks for, by its name alone: who holds it is for `accounts` to say (accounts/rules.py).

It stands down here so that the rooms below `accounts` can close their own doors.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def may(user: object, *roles: str) -> bool:
    """Whether this user is signed in, active, and holds one of the roles."""
    return bool(getattr(user, "is_active", False)) and any(getattr(user, role, False) for role in roles)


def only(*roles: str) -> Callable[[View], View]:
    """Let in whoever holds one of the roles; another signed-in person gets 403, nobody signed in the sign-in page."""

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not may(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return gate


managers_only = only("manages")
