import { expect, it } from "vitest";
import { createHttpRig, fullToken, type HttpRig, readToken } from "../../test/http-rig.fixture.ts";
import { basicOf, librarySurface } from "../../test/mount/library-surface.fixture.ts";
import type { HttpOptions } from "../http-options.ts";

const createRig = (options: HttpOptions = {}) => createHttpRig({}, { mounts: [librarySurface], ...options });

async function addPassword(rig: HttpRig, name = "Phone"): Promise<string> {
  const { body } = await rig.requestJson("/api/v1/access", { method: "POST", body: { kind: "reader", target: "home", name } });
  return body.credentials.password;
}
const request = (rig: HttpRig, authorization: string | undefined, options = {}, path = "/library/") =>
  rig.request(path, { token: null, ...(authorization !== undefined && { headers: { authorization } }), ...options });

it("serves its paths with every method, and nothing beside them", async () => {
  await using rig = await createRig();
  const authorization = basicOf("home", await addPassword(rig));
  for (const path of ["/library", "/library/", "/library/a/b%2Fc"]) {
    const answer = await request(rig, authorization, { method: "PROPFIND", body: "<propfind/>" }, path);
    expect(await answer.json()).toMatchObject({ method: "PROPFIND", path, body: "<propfind/>", basePath: "", grant: { name: "Phone" } });
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
  expect((await request(rig, undefined, { method: "PROPFIND" }, "/.well-known/library")).headers.get("location")).toBe("/library/");
  for (const path of ["/libraryx", "/.well-known/library/x", "/x/library/"])
    expect([path, (await request(rig, authorization, {}, path)).status]).toEqual([path, 404]);
  expect(rig.logLines.join()).not.toContain("/library/a");
});

it("asks for a password, and accepts only that of its kind with the name of its account", async () => {
  await using rig = await createRig();
  const password = await addPassword(rig);
  expect(password).toMatch(/^[0-9a-f]{40}$/);
  expect((await request(rig, basicOf("home", password))).status).toBe(200);
  // Phones begin names with a capital letter.
  expect((await request(rig, basicOf("Home", password))).status).toBe(200);
  const shelf = (await rig.requestJson("/api/v1/access", { method: "POST", body: { kind: "shelf", target: "home" } })).body.credentials;
  const shelfSecret = /([0-9a-f]{40})\.txt$/.exec(shelf.address)![1]!;
  const wrong = [
    undefined,
    basicOf("work", password),
    basicOf("", password),
    basicOf("home", password.slice(1)),
    basicOf("home", fullToken),
    basicOf("home", readToken),
    basicOf("home", shelfSecret),
    `Bearer ${password}`,
    `Bearer ${fullToken}`,
    "Basic",
    "Basic ###",
  ];
  for (const authorization of wrong) {
    const answer = await request(rig, authorization);
    expect([authorization, answer.status, answer.headers.get("www-authenticate")]).toEqual([
      authorization,
      401,
      'Basic realm="Casement", charset="UTF-8"',
    ]);
    await rig.testHost.advance("60s");
  }
  expect((await rig.request("/api/v1/accounts", { token: password })).status).toBe(401);
  expect((await request(rig, undefined, {}, `/shelf/${password}.txt`)).status).toBe(404);
});

it("slows guesses, and never the right password", async () => {
  await using rig = await createRig();
  const password = await addPassword(rig);
  for (let count = 0; count < 5; count++) expect((await request(rig, basicOf("home", "guess"))).status).toBe(401);
  const refused = await request(rig, basicOf("home", "guess"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect((await request(rig, undefined, {}, "/shelf/guess.txt")).status).toBe(429);
  expect((await request(rig, basicOf("home", password))).status).toBe(200);
  expect(rig.logLines.filter((line) => line.startsWith("warn"))).toHaveLength(1);
  expect(rig.logLines.join()).not.toMatch(/guess\b/);
});

it("takes no password that others could read", async () => {
  await using rig = await createRig({ host: "0.0.0.0", publicUrl: "http://hub.lan:8365", trustedProxies: ["10.0.0.2"] });
  const authorization = basicOf("home", await addPassword(rig));
  const answer = async (from: string, headers: Record<string, string>) => {
    const response = await rig.request("/library/", { token: null, from, headers: { authorization, ...headers } });
    return { status: response.status, detail: ((await response.json()) as { detail?: string }).detail };
  };
  const open = await answer("192.0.2.9", { host: "hub.lan:8365" });
  expect(open).toEqual({ status: 403, detail: expect.stringContaining("unencrypted") });
  expect((await answer("127.0.0.1", { host: "127.0.0.1:8365", "x-forwarded-for": "192.0.2.9" })).status).toBe(403);
  expect((await answer("10.0.0.2", { host: "hub.lan", "x-forwarded-proto": "http" })).status).toBe(403);
  expect((await answer("192.0.2.9", { host: "hub.lan:8365", "x-forwarded-proto": "https" })).status).toBe(403);
  expect((await answer("127.0.0.1", { host: "127.0.0.1:8365" })).status).toBe(200);
  expect((await answer("10.0.0.2", { host: "hub.lan", "x-forwarded-proto": "https" })).status).toBe(200);
  await using encrypted = await createRig({ host: "0.0.0.0", publicUrl: "https://hub.example" });
  const password = await addPassword(encrypted);
  const headers = { host: "hub.example", authorization: basicOf("home", password) };
  expect((await encrypted.request("/library/", { token: null, from: "192.0.2.9", headers })).status).toBe(200);
});

it("ends at once when its access is revoked, and knows the options and sensors of a grant", async () => {
  await using rig = await createRig();
  const body = { kind: "shelf", target: "home/tasks/groceries", options: ["titlesOnly"] };
  const { grant, credentials } = (await rig.requestJson("/api/v1/access", { method: "POST", body })).body;
  expect(grant).toMatchObject({ name: "home/tasks/groceries", access: "read", accounts: ["home"], sensors: ["home/tasks/groceries"] });
  const path = new URL(credentials.address).pathname;
  expect(await (await request(rig, undefined, {}, path)).json()).toMatchObject({ grant: { options: { titlesOnly: true } } });
  expect(rig.logLines.join()).not.toContain(path.slice(7, 47));
  await rig.request(`/api/v1/access?name=${encodeURIComponent("HOME/tasks/groceries")}`, { method: "DELETE" });
  expect((await request(rig, undefined, {}, path)).status).toBe(404);
});
