"""Tables of self-settlement: what municipalities offer, applications with their contracts and steps, and reports."""

from rotfeste.casework.self_settlement.models.application import Application, Contract, Step
from rotfeste.casework.self_settlement.models.offer import Offer, RentLevel
from rotfeste.casework.self_settlement.models.report import MoneyReport

__all__ = ["Application", "Contract", "MoneyReport", "Offer", "RentLevel", "Step"]
