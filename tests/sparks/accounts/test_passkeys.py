"""What a browser sends as a passkey is anybody's word until it is checked; nonsense is refused in a sentence."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.factories import people
from tests.sparks.accounts.door import LOGIN, SHOW, is_at_the_desk, type_password, with_app

pytestmark = pytest.mark.django_db

NONSENSE = [
    *("", "null", "[]", "1", '"text"', "{}", "not json", '{"id": "x"}'),
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}',
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"userHandle": null}}',
    (
        '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "AAAA",'
        ' "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "MQ"}}'
    ),
    (
        '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "AAAA",'
        ' "attestationObject": "AAAA"}}'
    ),
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_signs_nobody_in(credential):
    client = Client()
    url = reverse("mfa_login_webauthn")
    options = client.get(url, HTTP_ACCEPT="application/json").json()["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert client.post(url, {"credential": credential}).status_code in {200, 302}
    assert client.get(LOGIN).status_code == 200
    assert not is_at_the_desk(client)


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_is_no_second_factor(credential):
    with_app(people.ana())
    client = Client()
    type_password(client, "ana")
    client.get(SHOW)
    assert client.post(SHOW, {"credential": credential}).status_code == 200
    assert not is_at_the_desk(client)


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_is_not_kept_as_a_passkey(credential):
    people.ana()
    client = Client()
    type_password(client, "ana")
    url = reverse("mfa_add_webauthn")
    assert client.get(url).status_code == 200
    answer = client.post(url, {"name": "My key", "credential": credential})
    assert answer.status_code == 200
    assert 'value="My key"' in answer.content.decode()
    assert not Authenticator.objects.exists()
