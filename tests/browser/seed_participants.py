"""What the browser's site holds of participants: programmes, plans, training, courses, practice, moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

DAY = date(2017, 11, 20)
"""Some days before the demo's own."""


def programmes(house: Any) -> None:
    """Three who have moved in: one to be offered the programme, one in it, one whose programme has ended."""
    from decimal import Decimal

    from rotfeste.casework.qualification import actions
    from rotfeste.foundation.access import walls
    from rotfeste.insight.quality.jobs import count_all
    from rotfeste.registers.participants import actions as register
    from rotfeste.registers.participants.models import MeasureKind

    settled, started = date(2017, 8, 1), date(2017, 9, 1)
    people = [house.a_participant(today=settled, permit_on="2017-07-01") for _ in range(3)]
    now = datetime(2017, 9, 1, 12, tzinfo=UTC)
    with walls.asking(house.programme_adviser) as actor:
        register.compute_rights(people[0], today=DAY, actor=actor)
        said = {"now": now, "actor": actor}
        decisions: list[int] = []
        for person_id in people[1:]:
            offer = actions.offer_programme(person_id, offered_on=settled, **said)
            actions.answer_programme(offer.id, status="accepted", answered_on=settled, today=settled, actor=actor)
            given = {"from_on": started, "until_on": date(2019, 9, 1), "reasons": "Har rett og plikt."}
            decisions.append(actions.decide_programme(person_id, **given, **said).id)
            row = actions.start_programme(person_id, started_on=started, **said)
            days = {"from_on": started, "until_on": date(2019, 9, 1), "hours_week": Decimal(20)}
            register.register_measure(row.id, MeasureKind.objects.get(key="norwegian").id, **days, **said)
            actions.compute_benefit(row.id, date(2017, 10, 1), today=DAY, actor=actor)
        later = datetime(2017, 11, 15, 12, tzinfo=UTC)
        plans(people[1:], actor, now)
        actions.end_programme(
            row.id, last_day=date(2017, 11, 10), reason="work", completed=True, now=later, actor=actor
        )
        complaints(decisions, actor, later)
    recognitions(house, people)
    training(house, people)
    practice(house)
    civics(house)
    moves(house)
    count_all(today=DAY)
    closed_year(house)


def plans(people: list[int], actor: Any, now: datetime) -> None:
    """One has a plan in force and a draft that awaits an answer; the other a draft that can be decided."""
    from rotfeste.casework.qualification import actions
    from rotfeste.casework.qualification.rules.plan import Content, Phase, PlannedMeasure

    first, last = now.date(), date(2019, 8, 31)
    content = Content(
        main_goal="To work as a cook",
        part_goals=("Norwegian at A2",),
        background="Three years in a kitchen.",
        starts_on=first,
        phases=(Phase(first, last, "Norwegian and practice"),),
        measures=(
            PlannedMeasure("norwegian", first, last, "20", "Knows little Norwegian"),
            PlannedMeasure("civics", first, last, "2", "Is new in Norway"),
            PlannedMeasure("work-practice", first, last, "12", "Wants to work as a cook"),
        ),
    )
    for person_id in people:
        talk = actions.Talk(first, "The participant", interpreter=True)
        row = actions.save_plan(person_id, content, talk=talk, contact="Marit", now=now, actor=actor)
        said = {"agrees": False, "text": "More practice.", "language": "", "said_on": first}
        actions.answer_plan(row.id, **said, now=now, actor=actor)
        if person_id == people[0]:
            actions.decide_plan(row.id, reasons="It suits.", now=now, actor=actor)
            later = now + timedelta(days=30)
            other = replace(content, main_goal="To work as a baker")
            actions.save_plan(person_id, other, talk=talk, contact="Marit", now=later, actor=actor)


def recognitions(house: Any, people: list[int]) -> None:
    """Education from abroad: being prepared with a document to be translated, asked more about, and recognised."""
    from rotfeste.casework.qualification import actions
    from rotfeste.foundation.access import walls

    now = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"follow_up_on": DAY, "today": DAY, "actor": actor}
        for place, (person_id, level) in enumerate(zip(people, ("higher", "secondary", "higher"), strict=True)):
            asked = actions.Asked(level, "Nursing and care of the elderly", "ER", "nokut")
            row = actions.prepare_recognition(
                person_id, asked, follow_up_on=DAY, follow_up_by="Marit", now=now, actor=actor
            )
            diploma = {"name": "Diploma", "dated_on": date(2010, 6, 1), "translation": "awaited"}
            actions.list_paper(row.id, **diploma, now=now, actor=actor)
            if place:
                sent = actions.send_recognition(row.id, on=date(2017, 7, 1), reference="17/1", **said)
            if place == 1:
                actions.ask_for_more(sent.id, on=date(2017, 10, 1), text="The transcript.", **said)
                other = actions.Asked("secondary", "School", "ER", "nokut")
                second = actions.prepare_recognition(
                    person_id, other, follow_up_on=DAY, follow_up_by="Marit", now=now, actor=actor
                )
                actions.send_recognition(second.id, on=DAY, reference="", **said)
            if place == 2:
                answer = {"on": date(2017, 10, 1), "outcome": "recognised", "recognised_as": "Bachelor"}
                actions.decide_recognition(row.id, **answer, today=DAY, actor=actor)


def moves(house: Any) -> None:
    """Some move, each as far as another status; and NAV is told about some, each as far as another status."""
    from rotfeste.casework.qualification import actions
    from rotfeste.foundation.access import walls
    from tests.casework.qualification.someone_moves import a_participant

    now = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    people = [a_participant(house) for _ in range(6)]
    with walls.asking(house.programme_adviser) as actor:
        said = {"now": now, "actor": actor}
        for place, person_id in enumerate(people[:3]):
            on = DAY + timedelta(days=10) if place == 0 else DAY
            row = actions.register_move([person_id], receiver_id=house.bergen.id, moves_on=on, **said)[0]
            if place == 2:
                actions.send_package(row.id, **said)
        for place, person_id in enumerate(people[3:]):
            office = {"office": "NAV Test", "address": "Gata 1, 0031 Oslo", "follow_up_on": DAY + timedelta(days=90)}
            package = actions.prepare_for_nav(person_id, **office, **said)
            if place:
                actions.answer_nav(package.id, agrees=True, said_on=DAY, **said)
            if place == 2:
                actions.send_to_nav(package.id, **said)
    incoming = house.a_participant(today=date(2017, 8, 1), permit_on="2017-07-01")
    with walls.asking(house.programme_adviser) as actor:
        to_bergen = {"receiver_id": house.bergen.id, "moves_on": date(2017, 10, 1)}
        actions.register_move([incoming], now=datetime(2017, 10, 1, 12, tzinfo=UTC), actor=actor, **to_bergen)
    with walls.asking(house.programme_adviser_b) as actor:
        back = actions.register_move([incoming], receiver_id=house.oslo.id, moves_on=DAY, now=now, actor=actor)[0]
        package = actions.send_package(back.id, now=now, actor=actor)
    with walls.asking(house.programme_adviser) as actor:
        actions.open_package(package.id, now=now, actor=actor)


def practice(house: Any) -> None:
    """Practice places: one with a booking to answer, one where someone has begun or should have, one of a neighbour."""
    from decimal import Decimal

    from rotfeste.casework.qualification import actions
    from rotfeste.foundation.access import walls
    from rotfeste.registers.practice.models import Booking
    from tests.casework.qualification.someone_practises import a_neighbour, a_place, in_programme

    now = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    near, until = a_neighbour(house), DAY + timedelta(days=60)
    shared, own = (
        a_place(house.programme_adviser, name=name, capacity=3, shared=shared)
        for name, shared in (("Eksempelhotellet", "county"), ("Eksempelkjøkkenet", "own"))
    )
    theirs = a_place(near, shared="county", name="Et bakeri med et langt navn på den andre sida av fjorden")
    days = {"from_on": DAY - timedelta(days=20), "until_on": until, "hours_week": Decimal(5)}
    people = [in_programme(house) for _ in range(3)]
    with walls.asking(house.programme_adviser) as actor:
        rows = [
            actions.book_practice(person_id, place, **days, now=now, actor=actor).booking
            for person_id, place in zip(people, (own, own, theirs), strict=True)
        ]
        actions.begin_practice(rows[0].id, today=DAY, actor=actor)
    with walls.asking(near):
        Booking.objects.create(place_id=shared, organisation_id=near.organisation_id, booked_at=now, **days)


def civics(house: Any) -> None:
    """A course of one's own with attendance to report, one of a neighbour's, one without seats, and hours that wait."""
    from decimal import Decimal

    from rotfeste.foundation.access import walls
    from rotfeste.registers.participants import actions as register
    from tests.casework.qualification.a_class_registers_a_month import a_pupil
    from tests.registers.courses.courses_and_seats import a_course, a_seat, report, sessions

    now, own, near = (
        datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC),
        house.programme_adviser,
        house.programme_adviser_b,
    )
    days = {"from_on": date(2017, 10, 2), "until_on": date(2018, 1, 15)}
    ours = a_course(own, name="Samfunnskunnskap på arabisk", **days)
    a_course(own, name="Et kurs uten plasser", language="so", **days)
    theirs = a_course(near, name="Et kurs med et langt navn på den andre sida av fjellet", language="ti", **days)
    people = [a_pupil(house) for _ in range(3)]
    first, second = (a_seat(own, ours, row, on=days["from_on"]) for row in people[:2])
    away = a_seat(own, theirs, people[2], on=days["from_on"])
    held = sessions(own, ours)
    with walls.asking(own) as actor:
        full = register.Hours(people[1].id, "norwegian", date(2017, 10, 1), Decimal(215))
        register.register_hours([full], now=now, actor=actor)
    rows = [(seat, session, 3) for seat in (first, second) for session in held[:3]]
    report(own, ours, *rows, (first, held[3], 0), now=now)
    report(near, theirs, (away, sessions(near, theirs)[0], 2), now=now)


def closed_year(house: Any) -> None:
    """Last year is closed; one extract awaits approval, and one is approved."""
    from rotfeste.foundation.access import walls
    from rotfeste.insight.extracts import actions

    said = {"purpose": "What helps.", "legal_base": "forvaltningsloven § 13 d", "fields": ["kjonn", "tiltak"]}
    said |= {"receiver": "The institute", "expires_on": date(2100, 1, 1), "today": DAY}
    with walls.asking(house.case_worker) as actor:
        frozen = actions.freeze_year(
            DAY.year - 1, "provisional", now=datetime(DAY.year, 2, 1, tzinfo=UTC), today=DAY, actor=actor
        )
        rows = [actions.order_extract(frozen.id, title=title, actor=actor, **said) for title in ("Work", "School")]
    with walls.asking(house.second) as actor:
        actions.decide_extract(rows[0].id, approved=True, reason="In order.", today=DAY, actor=actor)
        actions.order_extract(frozen.id, title="Health", actor=actor, **said)


def training(house: Any, people: list[int]) -> None:
    """One to be offered training, one in training and in a class, one who goes to school; and an offer to a centre."""
    from decimal import Decimal

    from rotfeste.casework.qualification import actions
    from rotfeste.foundation.access import walls
    from rotfeste.registers.participants import actions as register

    began, now = date(2017, 9, 1), datetime(2017, 11, 20, 12, tzinfo=UTC)
    with walls.asking(house.programme_adviser) as actor:
        said = {"now": now, "actor": actor}
        rows = []
        for person_id in people[1:]:
            offer = actions.offer_training(person_id, offered_on=date(2017, 8, 5), **said)
            actions.answer_programme(
                offer.id, status="accepted", answered_on=date(2017, 8, 5), today=date(2017, 8, 5), actor=actor
            )
            given = {"from_on": began, "until_on": date(2019, 9, 1), "reasons": "Har rett og plikt."}
            actions.decide_training(person_id, **given, **said)
            languages = {"mother_tongue": "tigrinja", "taught_in": "norsk"}
            rows.append(actions.start_training(person_id, started_on=began, track="2", **languages, **said))
        days = {"from_on": began, "until_on": date(2018, 7, 1), "organisation_id": house.oslo.id}
        group = register.found_group(name="Norsk A", activity="norwegian", teacher="Kari Test", actor=actor, **days)
        register.join_group(group.id, [rows[0].id], from_on=began, actor=actor)
        hours = [register.Hours(rows[0].id, "norwegian", began, Decimal(20), Decimal(3), Decimal(1))]
        hours.append(register.Hours(rows[0].id, "civics_own", began, Decimal(6)))
        register.register_hours(hours, **said)
        for skill, level in (("spoken", "A2"), ("reading", "A1")):
            taken = {"level": level, "passed": True, "taken_on": date(2017, 11, 10)}
            register.register_exam(people[1], skill, **taken, **said)
        register.begin_school(people[2], from_on=date(2017, 10, 1), **said)
        row = register.confirm_host_offer(house.centre.id, "reception", offered_on=began, **said)
        register.register_host_month(row.id, date(2017, 10, 1), participants=12, hours=240, **said)


def complaints(decisions: list[int], actor: Any, now: datetime) -> None:
    """One to review, one to carry out, and one with the county governor."""
    from rotfeste.casework.qualification import actions

    first, second = decisions
    on = now.date()
    for decision, status in ((first, "granted"), (second, "sent")):
        row = actions.register_complaint(
            decision,
            received_on=date(2017, 9, 20),
            theme="length",
            grounds="It is too short.",
            now=now,
            actor=actor,
        )
        actions.review_complaint(
            row.id, status=status, review="Looked at anew.", on=on, today=on, version=0, outcome="changed", actor=actor
        )
    actions.register_complaint(
        first, received_on=on, theme="content", grounds="There is too little practice.", now=now, actor=actor
    )
