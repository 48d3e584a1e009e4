"""What runs by itself, and when. Each line is one call below; the worker of `make start` keeps the time."""

from datetime import datetime

from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from rotfeste.casework.planning.jobs import remind_all
from rotfeste.casework.qualification.jobs import carry_out_moves
from rotfeste.casework.settlement.jobs import strike_vacancy_clock
from rotfeste.foundation.access import attempts
from rotfeste.foundation.access.session import forget_old
from rotfeste.foundation.letters.jobs import fetch_receipts
from rotfeste.insight.extracts.jobs import compare_and_close
from rotfeste.insight.quality.jobs import count_all
from rotfeste.registers.courses.jobs import register_what_waits
from rotfeste.registers.participants.jobs import compute_newcomers, recompute_all
from rotfeste.registers.persons.jobs import come_of_age_all


@app.periodic(cron="*/10 * * * *")
@app.task(name="clock.receipts", queueing_lock="clock.receipts")
def receipts(timestamp: int) -> None:
    """Every ten minutes: ask what has become of the letters that are on their way."""
    fetch_receipts()


@app.periodic(cron="5 * * * *")
@app.task(name="clock.anchor", queueing_lock="clock.anchor")
def anchor(timestamp: int) -> None:
    """Every hour: sign the heads of the audit trail, for another host to fetch."""
    call_command("anchor_audit", settings.ANCHOR_FILE)


@app.periodic(cron="15 3 * * *")
@app.task(name="clock.verify", queueing_lock="clock.verify")
def verify(timestamp: int) -> None:
    """Every night: verify the whole audit trail. A fault is a job that failed, and a line in the log for each."""
    call_command("verify_audit", anchors=settings.ANCHOR_FILE if settings.ANCHOR_FILE.exists() else None)


@app.periodic(cron="25 * * * *")
@app.task(name="clock.forget", queueing_lock="clock.forget")
def forget(timestamp: int) -> None:
    """Every hour: remove sessions that have run out, typed forms that nobody came back for, and old tries."""
    forget_old()
    attempts.forget_old(timezone.now())


@app.periodic(cron="30 6 * * *")
@app.task(name="clock.remind", queueing_lock="clock.remind")
def remind(timestamp: int) -> None:
    """Every morning: remind municipalities whose council has not answered the request for places."""
    remind_all(settings.TODAY or timezone.localdate())


@app.periodic(cron="40 5 * * *")
@app.task(name="clock.vacancies", queueing_lock="clock.vacancies")
def vacancies(timestamp: int) -> None:
    """Every morning: tell municipalities and their advisers of dwellings that have stood empty for 7, 14 or 30 days."""
    strike_vacancy_clock(today=settings.TODAY or timezone.localdate())


@app.periodic(cron="20 0 * * *")
@app.task(name="clock.moves", queueing_lock="clock.moves")
def moves(timestamp: int) -> None:
    """Just after midnight: those who turn 18 today have done so, and those who move today have moved."""
    now = now_or_the_demos_day()
    come_of_age_all(today=now.date())
    carry_out_moves(now)


def now_or_the_demos_day() -> datetime:
    """Now; in the demo, this time of day on the demo's day."""
    now = timezone.localtime()
    return (
        now.replace(year=settings.TODAY.year, month=settings.TODAY.month, day=settings.TODAY.day)
        if settings.TODAY
        else now
    )


@app.periodic(cron="10 2 * * *")
@app.task(name="clock.rights", queueing_lock="clock.rights")
def rights(timestamp: int) -> None:
    """Every night: after a rule change compute everyone's rights again, from where it stopped; then newcomers'."""
    today = settings.TODAY or timezone.localdate()
    recompute_all(today=today)
    compute_newcomers(today=today)


@app.periodic(cron="40 2 * * *")
@app.task(name="clock.quality", queueing_lock="clock.quality")
def quality(timestamp: int) -> None:
    """Every night: count what is missing in the register, municipality by municipality, from where it stopped."""
    count_all(today=settings.TODAY or timezone.localdate())


@app.periodic(cron="20 3 * * *")
@app.task(name="clock.courses", queueing_lock="clock.courses")
def courses(timestamp: int) -> None:
    """Every night: hours of courses that could not be registered are tried again."""
    register_what_waits(now_or_the_demos_day())


@app.periodic(cron="50 3 * * *")
@app.task(name="clock.extracts", queueing_lock="clock.extracts")
def extracts(timestamp: int) -> None:
    """Every night: count what has changed since years were closed, and close extracts whose time is over."""
    compare_and_close(today=settings.TODAY or timezone.localdate())


@app.periodic(cron="* * * * *")
@app.task(name="clock.go_on", queueing_lock="clock.go_on")
def go_on(timestamp: int) -> None:
    """Every minute: jobs whose worker died begin again; each of ours goes on where it was."""
    for job in async_to_sync(app.job_manager.get_stalled_jobs)():
        async_to_sync(app.job_manager.retry_job)(job)
