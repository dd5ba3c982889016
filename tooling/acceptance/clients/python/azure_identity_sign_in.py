"""azure-identity signs in, and its tokens open Graph."""

import json
import time
import urllib.parse
import urllib.request

from azure.identity import AuthorizationCodeCredential, DeviceCodeCredential
from operations import CLIENT_ID, MAIN, MATEO, Operation, control, error_of, run_operations

SCOPE = "https://graph.microsoft.com/Mail.Read"
TENANT = "harbour-lane.example"
REDIRECT = "http://localhost:5000/callback"


def device(user, **options):
    def prompt(_address, code, _expires):
        control("entra/approveDevice", code, user)

    return DeviceCodeCredential(CLIENT_ID, tenant_id=TENANT, prompt_callback=prompt, **options)


def by_code(scope="offline_access openid https://graph.microsoft.com/User.Read"):
    query = urllib.parse.urlencode({"client_id": CLIENT_ID, "response_type": "code", "redirect_uri": REDIRECT, "scope": scope})
    stop = control("entra/signIn", f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/authorize?{query}", {"user": MATEO})
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(stop["redirect"]).query)["code"][0]
    return AuthorizationCodeCredential(TENANT, CLIENT_ID, code, REDIRECT)


def graph(token, path="/me"):
    request = urllib.request.Request(f"https://graph.microsoft.com/v1.0{path}", headers={"Authorization": f"Bearer {token.token}"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


run_operations(
    [
        Operation("signs in by device code", lambda k: k.device.get_token(SCOPE), lambda r: r.expires_on > time.time() + 600, keep="token"),
        Operation("opens Graph with the token", lambda k: graph(k.token, "/me/messages?$top=1"), lambda r: len(r["value"][0]["subject"]) > 0),
        Operation("returns the same token from its cache", lambda k: k.device.get_token(SCOPE), lambda r, k: r.token == k.token.token),
        Operation("asks for more permissions", lambda k: k.device.get_token("https://graph.microsoft.com/Calendars.Read"), lambda r, k: r.token != k.token.token, keep="calendars"),
        Operation("reads calendars with them", lambda k: graph(k.calendars, "/me/calendars"), lambda r: "School" in [c["name"] for c in r["value"]]),
        Operation("returns the record of an account", lambda k: device(MAIN).authenticate(scopes=[SCOPE]), lambda r: (r.username, r.authority, r.client_id) == (MAIN, "login.microsoftonline.com", CLIENT_ID)),
        Operation("asks for .default", lambda k: device(MAIN).get_token("https://graph.microsoft.com/.default"), lambda r: graph(r)["userPrincipalName"] == MAIN),
        Operation("redeems an authorization code", lambda k: by_code().get_token("https://graph.microsoft.com/User.Read"), lambda r: graph(r)["userPrincipalName"] == MATEO),
        Operation("is told that a permission does not exist", lambda k: error_of(lambda: device(MAIN, timeout=2).get_token("https://graph.microsoft.com/Mail.Reed")), lambda r: "Authentication" in type(r).__name__ or "AADSTS" in str(r)),
    ],
    device=device(MAIN),
)
