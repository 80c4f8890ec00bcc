"""What happens in the running house besides what a test's page does: run by `in_the_house`, on its database."""

from uuid import uuid4

from citedesmetiers.accounts import actions as accounts
from citedesmetiers.accounts.models import User
from citedesmetiers.kit.tokens import short
from desks.models import Duty
from reception import actions
from reception.models import Service, Stop


def where_sits(username: str) -> Duty:
    return Duty.objects.select_related("desk", "user").get(user__username=username, ended_at=None)


def log_a_visitor(username: str = "conseil") -> str:
    """Somebody asks for an interview at this counsellor's desk: the token of the ticket."""
    desk, agent = where_sits(username).desk, User.objects.get(username="accueil")
    arrival = actions.Arrival(
        key=uuid4(), service=Service.INTERVIEW, purpose=desk.purposes.first(), desk=desk, insist=True
    )
    return short(actions.log(arrival, by=agent).ticket.token)


def whose_turn_it_is(username: str = "conseil") -> str:
    """The token of the visitor whom this counsellor would call now; somebody comes for it if nobody waits."""
    duty = where_sits(username)
    if held := actions.holding(duty.user):
        actions.finish(held, by=duty.user)
    line = Stop.objects.waiting().free().at(duty.desk).in_turn()
    return short(line.first().ticket.token) if line.exists() else log_a_visitor(username)


def call(username: str = "conseil") -> int:
    duty = where_sits(username)
    return actions.call_next(duty.desk, by=duty.user).pk


def take_the_call_back(username: str = "conseil") -> None:
    actions.undo_last_step(by=User.objects.get(username=username))


def enrol_for(pins: dict[str, str]) -> str:
    """The cookie of a shared computer, on which these accounts have these PINs."""
    for username, pin in pins.items():
        accounts.set_pin(User.objects.get(username=username), pin)
    return accounts.enrol("Left", by=User.objects.get(username="direction"))[1]
