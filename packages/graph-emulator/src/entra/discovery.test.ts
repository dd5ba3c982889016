import { describe, expect, test } from "vitest";
import { createContoso, loginOrigin } from "../../test/entra/entra.fixture.ts";
import { publicOriginOf } from "./public-origin.ts";

const fetchJson = async (url: string, headers: Record<string, string> = {}) => {
  const contoso = createContoso();
  const response = await contoso.fetch(new Request(url, { headers }));
  const body: any = await response.json();
  return { contoso, status: response.status, body };
};

describe("discovery", () => {
  test("lists the endpoints with the origin that the caller used", async () => {
    const headers = { "x-forwarded-host": "login.microsoftonline.us", "x-forwarded-proto": "https" };
    const { body } = await fetchJson("http://127.0.0.1:9/common/v2.0/.well-known/openid-configuration", headers);
    expect(body).toMatchObject({
      token_endpoint: "https://login.microsoftonline.us/common/oauth2/v2.0/token",
      issuer: "https://login.microsoftonline.us/{tenantid}/v2.0",
      msgraph_host: "graph.microsoft.us",
    });
  });

  test("resolves a tenant by its domain, and refuses unknown ones", async () => {
    const { contoso, body } = await fetchJson(`${loginOrigin}/contoso.example/v2.0/.well-known/openid-configuration`);
    expect(body.issuer).toBe(`${loginOrigin}/${contoso.ada.tenantId}/v2.0`);
    const missing = await fetchJson(`${loginOrigin}/nowhere.example/v2.0/.well-known/openid-configuration`);
    expect(missing).toMatchObject({ status: 400, body: { error_codes: [90002] } });
  });

  test("lists instances", async () => {
    const { body } = await fetchJson(`${loginOrigin}/common/discovery/instance?api-version=1.1&authorization_endpoint=x`);
    expect(body.metadata[0].aliases).toEqual(["login.microsoftonline.com"]);
  });
});

test("other paths are not handled", async () => {
  const { entra } = createContoso();
  for (const path of ["/v1.0/me", "/", "/common/oauth2/v2.0/authorize/x", "/constructor/toString"]) {
    expect(await entra.handle(new Request(`${loginOrigin}${path}`))).toBeUndefined();
  }
});

test("the nativeclient page exists, and preflight requests succeed", async () => {
  const { fetch } = createContoso();
  expect((await fetch(new Request(`${loginOrigin}/common/oauth2/nativeclient?code=x`))).status).toBe(200);
  expect((await fetch(new Request(`${loginOrigin}/common/oauth2/v2.0/token`, { method: "OPTIONS" }))).status).toBe(204);
});

test.each([
  [{}, "http://127.0.0.1:9"],
  [{ host: "localhost:9" }, "http://localhost:9"],
  [{ "x-forwarded-host": "a.example, b.example", "x-forwarded-proto": "https" }, "https://a.example"],
  [{ "x-forwarded-host": "evil/<b>", "x-forwarded-proto": "javascript" }, "http://127.0.0.1:9"],
])("publicOriginOf with %o returns %s", (headers, origin) => {
  expect(publicOriginOf(new Request("http://127.0.0.1:9/x", { headers: headers as Record<string, string> }))).toBe(origin);
});

test("an authority that cannot be decoded is an unknown tenant", async () => {
  const { status, body } = await fetchJson(`${loginOrigin}/%E0%A4%A/v2.0/.well-known/openid-configuration`);
  expect([status, body.error_codes]).toEqual([400, [90002]]);
});
