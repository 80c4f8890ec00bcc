"""A month written from a spreadsheet, after its changes were shown and agreed to."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Partner
from citedesmetiers.kit.rules import HouseRule

from ..models import Turn, Why
from .turns import require_future, require_voice
from .weeks import fill

Packed = Sequence[int | None]  # turn, its partner and counsellor as shown, its partner and counsellor to be


def write_turns(changes: Sequence[Packed], *, by: User) -> int:
    """Write who comes, all or nothing; refused if a turn is no longer what was shown. How many turns were written."""
    try:
        with transaction.atomic():
            locked = Turn.objects.standing().select_for_update(of=("self",)).select_related("desk").order_by("pk")
            turns = {turn.pk: turn for turn in locked.filter(pk__in=[change[0] for change in changes])}
            partners = Partner.objects.in_bulk([change[3] for change in changes if change[3]])
            people = User.objects.in_bulk([change[4] for change in changes if change[4]])
            pairs = []
            for pk, was_partner, was_counsellor, partner, counsellor in changes:
                turn = turns.get(pk or 0)
                if turn is None or (turn.partner_id, turn.counsellor_id) != (was_partner, was_counsellor):
                    raise HouseRule(_("The roster has changed since: send the sheet again."))
                for voice in {was_partner, partner} - {None}:
                    require_voice(by, voice)
                require_future(turn, by)
                pairs.append((turn, partners.get(partner or 0), people.get(counsellor or 0)))
            filled = fill(pairs, reason=Why.IMPORTED, by=by) if pairs else 0
            if any(turn.counsellor != counsellor for turn, _partner, counsellor in pairs):  # named elsewhere meanwhile
                raise HouseRule(_("The roster has changed since: send the sheet again."))
            return filled
    except IntegrityError as clash:
        raise HouseRule(_("A counsellor would be at two desks at once.")) from clash
