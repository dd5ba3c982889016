"""MSAL for Python signs people in by device code and by browser."""

import threading
import urllib.parse
import urllib.request
import webbrowser
from urllib.parse import parse_qsl, urlsplit

import msal
from operations import CLIENT_ID, MAIN, MATEO, PERSONAL, Operation, control, error_of, run_operations

SCOPES = ["User.Read", "Mail.Read"]
HOST = "https://login.microsoftonline.com"
REDIRECT = "http://localhost:5000/callback"


def app(authority="organizations", **options):
    return msal.PublicClientApplication(CLIENT_ID, authority=f"{HOST}/{authority}", **options)


def by_device(client, user, scopes=SCOPES):
    flow = client.initiate_device_flow(scopes)
    control("entra/approveDevice", flow["user_code"], user)
    return client.acquire_token_by_device_flow(flow)


def denied_device(client):
    flow = client.initiate_device_flow(SCOPES)
    control("entra/denyDevice", flow["user_code"])
    return client.acquire_token_by_device_flow(flow)


def by_browser(client, user, scopes=SCOPES, decision="accept", **options):
    flow = client.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT, **options)
    stop = control("entra/signIn", flow["auth_uri"], {"user": user, "decision": decision})
    if "redirect" not in stop:
        return stop
    answer = stop.get("form") or dict(parse_qsl(urlsplit(stop["redirect"]).query))
    return client.acquire_token_by_auth_code_flow(flow, answer)


class FollowingBrowser:
    """Signs in with the control interface, and follows the redirect to MSAL's own web server."""

    def open(self, url, *_, **__):
        threading.Thread(target=self.follow, args=[url], daemon=True).start()
        return True

    def follow(self, url):
        stop = control("entra/signIn", url, {"user": MAIN})
        urllib.request.urlopen(stop["redirect"], urllib.parse.urlencode(stop["form"]).encode()).read()


webbrowser.register("following", None, FollowingBrowser(), preferred=True)


def silent(client, **options):
    return client.acquire_token_silent(SCOPES, client.get_accounts()[0], **options)


def revoked(client):
    control("entra/endRefreshTokens", "revoked", MAIN)
    return client.acquire_token_silent_with_error(SCOPES, client.get_accounts()[0], force_refresh=True)


def in_tenant_with_policy(work):
    control("entra/setTenantPolicy", "harbour-lane.example", {"adminOnlyScopes": ["Contacts.Read"]})
    return work()


def secret_app(secret):
    client_id = "22222222-2222-4222-8222-222222222222"
    control("entra/registerApp", {"clientId": client_id, "name": "Studio", "redirectUris": {"web": [REDIRECT]}, "secrets": [{"id": "1", "value": "right"}]})
    return msal.ConfidentialClientApplication(client_id, client_credential=secret, authority=f"{HOST}/organizations")


def name_of(result):
    return result.get("id_token_claims", {}).get("preferred_username")


run_operations(
    [
        *(
            Operation(f"discovers {authority}", lambda k, a=authority: app(a).authority, lambda r: r.token_endpoint.startswith(HOST) and r.token_endpoint.endswith("/oauth2/v2.0/token"))
            for authority in ("common", "organizations", "consumers", "harbour-lane.example")
        ),
        Operation("is told of a tenant that does not exist", lambda k: error_of(lambda: app("nowhere.example")), lambda r: "nowhere.example" in str(r)),
        Operation("signs in by device code", lambda k: by_device(k.app, MAIN), lambda r: name_of(r) == MAIN and "Mail.Read" in r["scope"] and r["expires_in"] > 600),
        Operation("keeps the account", lambda k: k.app.get_accounts(), lambda r: [a["username"] for a in r] == [MAIN]),
        Operation("renews silently from the cache", lambda k: silent(k.app), lambda r: r["token_source"] == "cache"),
        Operation("renews at Entra", lambda k: silent(k.app, force_refresh=True), lambda r: r["token_source"] == "identity_provider" and "access_token" in r),
        Operation("is told of a denied device code", lambda k: denied_device(k.app), lambda r: r["error"] in ("authorization_declined", "access_denied")),
        Operation("signs in with code, PKCE and nonce", lambda k: by_browser(app(), MATEO), lambda r: name_of(r) == MATEO and r["id_token_claims"]["tid"] != "9188040d-6c67-4c5b-b112-36a304b66dad"),
        Operation("signs in with form_post", lambda k: by_browser(app(), MATEO, response_mode="form_post"), lambda r: name_of(r) == MATEO),
        Operation("signs in interactively at its own web server", lambda k: app().acquire_token_interactive(SCOPES, timeout=30), lambda r: name_of(r) == MAIN),
        Operation("signs in a personal account", lambda k: by_device(app("consumers"), PERSONAL), lambda r: name_of(r) == PERSONAL and r["id_token_claims"]["tid"] == "9188040d-6c67-4c5b-b112-36a304b66dad"),
        Operation("is told that a person canceled", lambda k: by_browser(app(), MATEO, ["Calendars.Read"], "cancel"), lambda r: r["error"] == "access_denied"),
        Operation("is told that a permission does not exist", lambda k: by_browser(app(), MATEO, ["Mail.Reed"]), lambda r: "AADSTS650053" in str(r)),
        Operation("stops where an administrator must approve", lambda k: in_tenant_with_policy(lambda: by_browser(app(), MATEO, ["Contacts.Read"])), lambda r: r["page"] in ("need-admin", "approval-required") and r["code"] in (90094, 90095)),
        Operation("is told that its refresh token was revoked", lambda k: revoked(k.app), lambda r: r["error"] == "invalid_grant" and 50173 in r["error_codes"]),
        Operation("signs in a web app with a secret", lambda k: by_browser(secret_app("right"), MATEO), lambda r: name_of(r) == MATEO),
        Operation("is told that a secret is wrong", lambda k: by_browser(secret_app("wrong"), MATEO), lambda r: r["error"] == "invalid_client" and 7000215 in r["error_codes"]),
    ],
    app=app(),
)
