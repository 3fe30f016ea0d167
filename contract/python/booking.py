"""A salon's first booking, from an empty database to a paid invoice, written against the client
that is generated from the document: it works only while the document says enough for that.

usage: booking.py <address> <token>
"""

import datetime
import sys

from clientline import AuthenticatedClient
from clientline.api.appointments import (
    appointments_create,
    appointments_sale_get,
    appointments_slots,
)
from clientline.api.calendars import calendar_get
from clientline.api.centers import centers_create
from clientline.api.guests import guests_create
from clientline.api.invoices import invoices_generate, invoices_issue
from clientline.api.payments import payments_create
from clientline.api.providers import providers_create
from clientline.api.services import services_create
from clientline.models import (
    AppointmentStatus,
    BookAppointment,
    InvoiceStatus,
    NewCenter,
    NewGuest,
    NewProvider,
    NewService,
    PaymentMethod,
    Problem,
    RecordPayment,
)


def got(answer):
    """What was answered, or an exception with the problem's own words."""
    if answer is None or isinstance(answer, Problem):
        raise SystemExit(f"refused: {answer}")
    return answer


def main(address, token):
    client = AuthenticatedClient(
        base_url=address, token=token, raise_on_unexpected_status=True
    )
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    hours = {"weekly": [{"day": day, "start": "09:00", "end": "17:00"} for day in days]}
    center = NewCenter.from_dict({"name": "Baixa", "time_zone": "Europe/Lisbon"})
    center = got(centers_create.sync(client=client, body=center))
    provider = NewProvider.from_dict(
        {"first_name": "Rui", "last_name": "Costa", "center_id": str(center.id), "hours": hours}
    )
    provider = got(providers_create.sync(client=client, body=provider))
    service = NewService(name="Cut", duration_minutes=45, price="45.00")
    service = got(services_create.sync(client=client, body=service))
    guest = NewGuest(center_id=center.id, first_name="Ada", last_name="Reis")
    guest = got(guests_create.sync(client=client, body=guest))

    date = datetime.date.today() + datetime.timedelta(days=2)
    free = got(
        appointments_slots.sync(
            client=client, center_id=center.id, service_id=service.id, date=date
        )
    )
    start = free.slots[0].starts_at
    booking = BookAppointment(
        center_id=center.id, guest_id=guest.id, service_id=service.id, starts_at=start
    )
    booked = got(
        appointments_create.sync(client=client, body=booking, idempotency_key="python-1")
    )
    assert booked.status is AppointmentStatus.SCHEDULED and booked.starts_at == start
    # The same time once more is a problem with a code, and no exception.
    taken = appointments_create.sync(client=client, body=booking)
    assert isinstance(taken, Problem) and taken.code == "slot_taken", taken

    sale = got(appointments_sale_get.sync(booked.id, client=client))
    draft = got(invoices_generate.sync(sale.id, client=client))
    issued = got(
        invoices_issue.sync(draft.id, client=client, if_match=f'"{draft.version}"')
    )
    assert issued.status is InvoiceStatus.ISSUED and issued.balance_due == "45.00"
    payment = RecordPayment(
        invoice_id=issued.id, payment_method=PaymentMethod.CARD, amount=issued.balance_due
    )
    payment = got(payments_create.sync(client=client, body=payment))
    day = got(calendar_get.sync(client=client, center_id=center.id, date=date))
    shown = [one.guest_name for one in day.appointments]
    print(f"{issued.invoice_no}: {payment.amount} of {', '.join(shown)} at {booked.local_start}")


main(*sys.argv[1:])
