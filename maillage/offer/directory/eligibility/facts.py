"""The facts a condition may speak about, with their answers in words.

Income is net, in euro, a month, of the whole household.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

STATUS: Words = {
    "worker": _("employee"),
    "self_employed": _("self-employed"),
    "job_seeker": _("looking for work"),
    "student": _("student"),
    "pensioner": _("retired"),
    "integration_income": _("social integration income"),
    "disability_allowance": _("disability allowance"),
    "no_income": _("no income"),
    "asylum_seeker": _("asylum seeker"),
    "refugee": _("recognised refugee"),
    "undocumented": _("no residence permit"),
    "tenant": _("tenant"),
    "owner": _("owner of my home"),
    "homeless": _("no home"),
}
FAMILY: Words = {
    "alone": _("living alone"),
    "couple": _("living as a couple"),
    "single_parent": _("raising a child alone"),
    "children": _("children at home"),
    "pregnant": _("pregnant"),
    "baby_under_3": _("child under 3"),
}
DISABILITY: Words = {
    "recognised": _("recognised disability"),
    "not_recognised": _("disability that is not recognised"),
    "none": _("no disability"),
}
GENDER: Words = {"woman": _("woman"), "man": _("man"), "other": pgettext_lazy("gender", "other")}
DOCUMENTS: Words = {
    "identity_card": _("identity card"),
    "residence_permit": _("residence permit"),
    "referral_letter": _("letter from a professional"),
    "health_insurance": _("health insurance"),
    "income_proof": _("proof of income"),
    "lease": _("lease"),
    "disability_card": _("disability card"),
}

# Facts that several answers fit at once, facts with one answer, and facts that are a number.
SEVERAL: dict[str, Words] = {"status": STATUS, "family": FAMILY, "documents": DOCUMENTS}
ONE: dict[str, Words] = {"disability": DISABILITY, "gender": GENDER}
NUMBERS = ("age", "income")
RESIDENCE = "residence"
ELSEWHERE = "elsewhere"

SUBJECTS: Words = {
    "age": _("Age"),
    "residence": _("Home"),
    "status": _("Situation"),
    "income": _("Household income a month"),
    "family": _("Family"),
    "disability": _("Disability"),
    "gender": _("Gender"),
    "documents": _("Papers"),
}
QUESTIONS: Words = {
    "age": _("How old are you?"),
    "residence": _("Where do you live?"),
    "status": _("What fits your situation?"),
    "income": _("How much does your household have a month, after taxes, in euro?"),
    "family": _("What fits your family?"),
    "disability": _("Do you have a disability?"),
    "gender": _("Are you…"),
    "documents": _("Which papers do you have?"),
}
