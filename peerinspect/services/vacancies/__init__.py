"""Vacant director's posts: registered with their cover, held by somebody named on each day, handed back."""

from peerinspect.services.vacancies.handing_back import HandBack, hand_back
from peerinspect.services.vacancies.naming import EndHolding, NameHolder, end_holding, name_holder
from peerinspect.services.vacancies.registering import RegisterVacancy, check_vacancy, register_vacancy

__all__ = [
    "EndHolding",
    "HandBack",
    "NameHolder",
    "RegisterVacancy",
    "check_vacancy",
    "end_holding",
    "hand_back",
    "name_holder",
    "register_vacancy",
]
