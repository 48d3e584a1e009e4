"""Someone is notified: in the product, and by e-mail without a word about any person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.utils.translation import override

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NOBODY, Actor, system
from rotfeste.foundation.access.models import User
from rotfeste.foundation.ui import actions, queries
from rotfeste.foundation.ui.actions import MightBePersonal, notify
from rotfeste.foundation.ui.jobs import email_notification
from rotfeste.foundation.ui.models import Notification
from tests.staff import an_actor

pytestmark = pytest.mark.django_db
NOW = datetime(2017, 12, 1, 9, 0, tzinfo=UTC)
TEXT = "The directorate asks for places for %(year)s. Register what the council decides."


def told(sender: Actor, *receivers: Actor, **parameters: int | date | str) -> list[Notification]:
    with walls.asking(sender):
        ids = [receiver.user_id for receiver in receivers if receiver.user_id]
        return notify(ids, TEXT, url="/cases/1", now=NOW, **({"year": 2018} | parameters))


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'ui.email_notification'")
        return int(cursor.fetchone()[0])


def test_it_is_shown_to_the_one_it_concerns_and_to_no_one_else() -> None:
    sender, receiver = an_actor(), an_actor("settlement_officer")
    told(sender, receiver)
    with walls.asking(receiver):
        assert queries.unread(receiver) == 1
    with walls.asking(sender):
        assert queries.unread(sender) == 0
        assert not queries.notifications(receiver), "the database itself hides it"


def test_it_is_read_in_the_readers_language() -> None:
    receiver = an_actor()
    row = told(receiver, receiver)[0]
    with override("en"):
        assert row.text == "The directorate asks for places for 2018. Register what the council decides."


def test_a_date_is_written_as_the_reader_writes_it() -> None:
    row = Notification(text_key="Before %(day)s", parameters={"day": "2017-12-24"})
    with override("nn"):
        assert row.text.endswith("24. desember 2017")


def test_words_about_a_person_are_refused() -> None:
    with pytest.raises(MightBePersonal):
        told(an_actor(), an_actor(), name="Amal Testesen")


def test_the_name_of_a_municipality_may_be_told() -> None:
    assert told(an_actor(), an_actor(), organisation="Bodø kommune")


def test_the_email_is_a_job_that_is_committed_with_its_cause() -> None:
    sender, receiver = an_actor(), an_actor()
    told(sender, receiver)
    assert jobs() == 1
    with pytest.raises(RuntimeError), transaction.atomic():
        told(sender, receiver)
        raise RuntimeError
    assert jobs() == 1


def test_the_email_is_in_the_receivers_language_and_is_sent_once() -> None:
    receiver = an_actor()
    User.objects.filter(id=receiver.user_id).update(language="nn")
    row = told(an_actor(), receiver)[0]
    email_notification(str(row.id))
    email_notification(str(row.id))
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "Rotfeste: Du har eit nytt varsel"
    assert "/cases/1" in mail.outbox[0].body


def test_no_email_to_those_who_have_said_no() -> None:
    receiver = an_actor()
    row = told(an_actor(), receiver)[0]
    with walls.asking(receiver):
        actions.choose_email(False, actor=receiver)
        assert not queries.wants_email(receiver)
    email_notification(str(row.id))
    told(an_actor(), receiver)
    assert not mail.outbox
    assert jobs() == 1, "none was queued after the no"


def test_one_reads_ones_own_only() -> None:
    receiver, other = an_actor(), an_actor()
    row = told(other, receiver)[0]
    with walls.asking(other):
        assert actions.mark_read([row.id], now=NOW, actor=other) == 0
    with walls.asking(receiver):
        assert actions.mark_read(now=NOW + timedelta(hours=1), actor=receiver) == 1
        assert queries.unread(receiver) == 0


def test_someone_who_is_not_logged_in_notifies_no_one() -> None:
    receiver = an_actor()
    with pytest.raises(ProgrammingError), walls.asking(NOBODY):
        notify([receiver.user_id or 0], TEXT, url="/", now=NOW, year=2018)


def test_the_system_may_notify() -> None:
    assert told(system("clock"), an_actor())
