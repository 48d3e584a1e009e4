"""The steps between permit and move: delivery, interview, who is asked, answers, decision."""

from datetime import date, timedelta
from random import Random

from rotfeste.doors.demo.drawing.figures import Figures
from rotfeste.doors.demo.drawing.plan import Plan, Quota, Try

ONE_DAY = timedelta(days=1)
REASONS = {"no_dwelling": 45, "no_capacity": 30, "health": 10, "school": 10, "network": 5}
SHORTEST_REST = 11
"""Days from the interview to the move, at least."""


def next_monday(day: date) -> date:
    """Permits are delivered once a week."""
    return day + timedelta(days=7 - day.weekday())


def on_weekday(day: date, *, earliest: date) -> date:
    """The day itself, or the Friday before; never before the earliest."""
    back = max(0, day.weekday() - 4)
    return max(earliest, day - timedelta(days=back))


def interviews(figures: Figures, plans: list[Plan], chance: Random) -> None:
    """Set the day of each interview: never before the delivery, soon enough for the move, on average after 18 days."""
    for plan in plans:
        plan.interview_on = plan.permit_on + timedelta(days=round(chance.triangular(8, 38, 10)))
        bring_within(plan)
    wanted = figures.days_to_interview * len(plans)
    for _ in range(200):
        over = sum((plan.interview_on - plan.permit_on).days for plan in plans) - wanted
        if over == 0:
            return
        for plan in chance.sample(plans, min(len(plans), abs(over))):
            plan.interview_on += -ONE_DAY if over > 0 else ONE_DAY
            bring_within(plan)


def bring_within(plan: Plan) -> None:
    """No earlier than the day after delivery, no later than what comes after it allows."""
    latest = plan.moves_on - timedelta(days=SHORTEST_REST)
    plan.interview_on = max(plan.received_on + ONE_DAY, min(plan.interview_on, latest))


def quality(plan: Plan, chance: Random) -> None:
    """Some interviews call for a second person; some are sent back once to be completed."""
    rest = (plan.moves_on - plan.interview_on).days
    if rest < 20:
        return
    if chance.random() < 0.06:
        plan.flagged = True
        looked_at = plan.interview_on + timedelta(days=chance.randint(1, 4))
        plan.approved_on = on_weekday(looked_at, earliest=plan.interview_on)
    elif chance.random() < 0.05:
        plan.sent_back_on = plan.interview_on + timedelta(days=chance.randint(1, 3))


def requests(plan: Plan, receiver: str, others: list[Quota], chance: Random) -> None:
    """Who is asked and when: back from the move to the decision, the yes, the question, and earlier noes."""
    ready = (plan.approved_on or plan.sent_back_on or plan.interview_on) + (3 if plan.sent_back_on else 0) * ONE_DAY
    rest = (plan.moves_on - ready).days
    to_move = int(min(chance.triangular(9, 48, 24), rest * 0.5))
    decided = plan.moves_on - timedelta(days=to_move)
    answered = decided - timedelta(days=min(chance.randint(1, 5), int(rest * 0.15)))
    sent = answered - timedelta(days=int(min(chance.triangular(1, 17, 6), rest * 0.3)))
    sent = on_weekday(max(sent, ready), earliest=ready)
    answered = on_weekday(max(answered, sent), earliest=sent)
    plan.decided_on = on_weekday(max(decided, answered), earliest=answered)
    plan.tries = [*noes(plan, ready, sent, others, chance)]
    plan.tries.append(Try(receiver, sent, answered, accepted=True, rating=rating(chance)))


def noes(plan: Plan, ready: date, sent: date, others: list[Quota], chance: Random) -> list[Try]:
    """Municipalities that were asked first and said no, where there was time for it."""
    if plan.self_settled:
        return []
    result: list[Try] = []
    begins = ready + timedelta(days=chance.randint(1, 6))
    while (sent - begins).days > 12 and len(result) < 3 and chance.random() < 0.22:
        first = on_weekday(begins, earliest=ready)
        says_no = on_weekday(first + timedelta(days=chance.randint(3, 11)), earliest=first)
        reason = chance.choices(list(REASONS), list(REASONS.values()))[0]
        other = chance.choice(others).code
        result.append(Try(other, first, says_no, accepted=False, reason=reason, rating=rating(chance)))
        begins = says_no + timedelta(days=chance.randint(1, 8))
    return result


def rating(chance: Random) -> int | None:
    """What the municipality thinks of the interview; most say nothing."""
    return chance.choices([1, 2, 3, 4, 5], [4, 12, 30, 38, 16])[0] if chance.random() < 0.4 else None
