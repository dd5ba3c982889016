import { buildConsentRequest, renderRequest } from "@casement/core";
import { describe, expect, it } from "vitest";
import { createTestHost, type TestHost } from "../create-test-host.ts";
import { clockSlice } from "../slices/clock-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";

const ada = "ada@contoso.example";
const boss = "boss@contoso.example";

/** The requests to Graph in the text of the account's request: method, address and body. */
async function requestsIn({ account, clock }: TestHost): Promise<{ method: string; url: string; body: string | undefined }[]> {
  const text = renderRequest(
    buildConsentRequest({
      report: await account.scopes(),
      clientId: account.options.clientId,
      accountType: account.options.accountType,
      user: ada,
      adminConsentUrl: undefined,
      graphOrigin: "https://graph.microsoft.com",
      date: clock.now(),
    }),
    "text",
  );
  const matches = text.matchAll(/^ +(GET|POST) (https:\S+)\n((?: +[{}"].*\n)*)/gm);
  return [...matches].map(([, method = "", url = "", body]) => ({ method, url, body: body || undefined }));
}

/** Sends them as an administrator, with the ids of the responses in place of the names in capitals. */
async function followAsAdministrator(t: TestHost): Promise<number> {
  t.emulator.directory.addUser({ userPrincipalName: boss, isAdmin: true });
  const scopes = ["Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All", "User.ReadBasic.All"];
  const token = await t.emulator.control.tokens.issue(boss, scopes);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const send = async (method: string, url: string, body?: string) => {
    const response = await t.emulator.fetch(url, { method, headers, ...(body !== undefined && { body }) });
    return { status: response.status, body: (await response.json()) as { id: string } };
  };
  const [client, create, graph, person, grant] = (await requestsIn(t)) as [any, any, any, any, any];
  const found = await send(client.method, client.url);
  const principal = found.status === 404 ? await send(create.method, create.url, create.body) : found;
  const ids = { CLIENT: principal.body.id, GRAPH: (await send("GET", graph.url)).body.id, PERSON: (await send("GET", person.url)).body.id };
  const body = Object.entries(ids).reduce((text, [name, id]) => text.replace(`"${name}"`, `"${id}"`), grant.body as string);
  return (await send(grant.method, grant.url, body)).status;
}

describe("the request to an administrator", () => {
  it("has what lets one user sign in where nobody may consent", async () => {
    await using t = await createTestHost({ plugins: [{ plugin: todoSlice }, { plugin: clockSlice }], signedOut: true });
    t.emulator.control.entra.consentPolicy("contoso.example", "none");
    const signIn = await t.account.signIn.callback("http://localhost:8365/auth/callback");
    expect(t.emulator.control.entra.signIn(signIn.url, { user: ada })).toMatchObject({ page: "need-admin" });
    expect(await followAsAdministrator(t)).toBe(201);
    await t.signIn();
    expect(t.account.status()).toMatchObject({ state: "signed-in", requestedSet: "all", plugins: [{ access: "update" }, { missing: [] }] });
    t.emulator.directory.addUser({ userPrincipalName: "ben@contoso.example" });
    expect(t.emulator.control.entra.signIn(signIn.url, { user: "ben@contoso.example" })).toMatchObject({ page: "need-admin" });
  });
});
