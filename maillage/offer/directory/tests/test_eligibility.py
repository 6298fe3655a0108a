"""Is it for me? Yes, no or ask, with what decided; asked on the spot, kept nowhere."""

import pytest
from django.utils import translation

from maillage.foundation.expressions import All, AnyOf, Compare, In, Not, parse
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.models import Territory
from maillage.offer.directory.conftest import french
from maillage.offer.directory.eligibility.criteria import Criteria, criteria_of, expression_of
from maillage.offer.directory.eligibility.sentences import sentences
from maillage.offer.directory.models import Service


@pytest.fixture
def conditional(cast, published):
    """For adults of Schaerbeek who look for work or study."""
    condition = parse(
        {"all": [
            {"fact": "age", "op": ">=", "value": 18},
            {"fact": "residence", "in": [str(cast.place.pk)]},
            {"fact": "status", "in": ["job_seeker", "student"]},
        ]}
    )  # fmt: skip
    Service.objects.filter(pk=published.pk).update(eligibility=condition)
    return published


def ask(client, service, **answers):
    response = client.post(
        f"/fr/services/{service.slug}/eligibility/", {f"me-{fact}": value for fact, value in answers.items()}
    )
    assert response.status_code == 200
    return response


def test_yes(client, cast, conditional):
    response = ask(client, conditional, age=34, residence=str(cast.place.pk), status=["student"])
    assert response.context["verdict"].answer == "yes"


def test_no_says_what_decided(client, cast, conditional):
    response = ask(client, conditional, age=16, residence=str(cast.place.pk))
    assert response.context["verdict"].answer == "no"
    assert response.context["deciding"] == ["Âge : 18 ou plus"] or len(response.context["deciding"]) == 1


def test_what_is_not_answered_is_asked_and_never_no(client, conditional):
    response = ask(client, conditional, age=34)
    assert response.context["verdict"].answer == "ask"
    assert response.context["verdict"].missing == ("residence", "status")


def test_elsewhere_and_none_of_these_are_answers(client, conditional):
    assert ask(client, conditional, age=34, residence="elsewhere").context["verdict"].answer == "no"
    assert ask(client, conditional, age=34, status=["none"]).context["verdict"].answer == "no"


def test_a_home_counts_with_all_it_lies_in(client, cast, conditional):
    quarter = Territory.objects.create(
        slug="colignon", kind="neighbourhood", name=french("Colignon"), parent=cast.place, country="BE"
    )
    condition = AnyOf((In("residence", (str(cast.place.pk),)), In("residence", (str(quarter.pk),))))
    Service.objects.filter(pk=conditional.pk).update(
        eligibility=All((In("residence", (str(cast.place.pk),)), condition))
    )
    assert ask(client, conditional, residence=str(quarter.pk)).context["verdict"].answer == "yes"


def test_answers_are_kept_nowhere(client, cast, conditional, caplog):
    before = Entry.objects.count()
    response = ask(client, conditional, age=34, status=["student"])
    assert Entry.objects.count() == before
    assert "no-store" in response["Cache-Control"]
    assert not client.session.keys()
    assert "student" not in caplog.text


def test_a_get_shows_the_sheet_and_evaluates_nothing(client, conditional):
    response = client.get(f"/fr/services/{conditional.slug}/eligibility/?me-age=34")
    assert response.status_code == 302
    assert "34" not in response["Location"]


@pytest.mark.parametrize("wrong", [{"age": "-3"}, {"age": "old"}, {"residence": "../../etc"}, {"status": "rich"}])
def test_wrong_answers_are_refused_in_words(client, conditional, wrong):
    response = ask(client, conditional, **wrong)
    assert response.context["verdict"] is None
    assert response.context["questions"].errors


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(),
        Criteria(age_min=18),
        Criteria(age_min=18, age_max=25, income_max=1500, residence=("a",), status=("student", "tenant")),
        Criteria(family=("pregnant",), disability=("recognised",), gender=("woman",), documents=("lease",)),
    ],
)
def test_what_a_form_writes_it_reads_again(criteria):
    assert criteria_of(expression_of(criteria)) == criteria


@pytest.mark.parametrize(
    "expression",
    [
        AnyOf((Compare("age", ">=", 60), In("disability", ("recognised",)))),
        All((Not(In("status", ("student",))),)),
        All((Compare("age", ">=", 18), Compare("age", ">=", 21))),
        Compare("age", ">", 18),
    ],
)
def test_what_a_form_cannot_show_is_not_flattened(expression):
    assert criteria_of(expression) is None


def test_conditions_in_words():
    expression = All(
        (
            Compare("age", ">=", 18),
            Compare("income", "<=", 1500),
            In("residence", ("x",)),
            In("status", ("student", "tenant")),
        )
    )
    with translation.override("en"):
        assert sentences(expression, {"x": "Schaerbeek"}) == [
            "Age: 18 or more",
            "Household income a month: 1,500 or less".replace("1,500", "1,500 €"),
            "Home: Schaerbeek",
            "Situation: student or tenant",
        ]


def test_what_belongs_together_stands_between_brackets():
    expression = AnyOf((In("residence", ("x",)), All((Compare("age", ">=", 60), In("status", ("tenant",))))))
    with translation.override("en"):
        assert sentences(expression, {"x": "Colignon"}) == ["Home: Colignon or (Age: 60 or more and Situation: tenant)"]


def test_with_htmx_only_that_part_of_the_page_comes_back(client, cast, conditional):
    path = f"/fr/services/{conditional.slug}/eligibility/"
    page = client.post(path, {"me-age": 16}, headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<section id="eligibility"')
    assert 'class="verdict no"' in page
    assert "<html" not in page
