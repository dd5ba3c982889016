import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";
import { graphAppId } from "./service-principals.ts";

const { ada, ben } = testUsers;
const grace = "grace@contoso.example";
const appId = "22222222-2222-4222-8222-222222222222";
const authorizeUrl = `https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: appId, response_type: "code", redirect_uri: "http://localhost/back", scope: "Calendars.Read" })}`;

const expectRefusal = (id: RefusalId, { status, body }: TestResponse) => {
  expect([status, body.error.code]).toEqual([refusalTable[id].status, refusalTable[id].code]);
  expect(body.error.message).toContain(refusalTable[id].message!.split("{")[0]);
};

async function createTenant(scope = "DelegatedPermissionGrant.ReadWrite.All", user = grace) {
  const { emulator, client } = createTestGraph();
  const { directory, control } = emulator;
  directory.addUser({ userPrincipalName: grace, isAdmin: true });
  const tenantId = directory.tenant("contoso.example")!.id;
  directory.registerApp({
    clientId: appId,
    name: "Casement",
    tenantId,
    allowPublicClient: true,
    redirectUris: { publicClient: ["http://localhost/back"] },
  });
  control.entra.consentPolicy("contoso.example", "none");
  const reader = await client(grace, "Application.Read.All");
  const idOf = async (name: string) => (await reader.get(`/servicePrincipals(appId='${name}')?$select=id,displayName`)).body.id as string;
  const grant = async (user: string, scope = "Calendars.Read offline_access") => ({
    clientId: await idOf(appId),
    consentType: "Principal",
    principalId: directory.user(user)!.id,
    resourceId: await idOf(graphAppId),
    scope,
  });
  return { emulator, control, directory, tenantId, client, reader, grant, admin: await client(user, scope) };
}

describe("an administrator's script", () => {
  it("grants permissions to one user, who then signs in, while another meets the wall", async () => {
    const { admin, grant, control } = await createTenant();
    expect(control.entra.signIn(authorizeUrl, { user: ada })).toEqual({ page: "need-admin", code: 90094 });
    const created = await admin.send("POST", "/oauth2PermissionGrants", await grant(ada));
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#oauth2PermissionGrants/$entity",
      id: expect.stringMatching(/^[\w-]{64}$/),
      ...(await grant(ada)),
    });
    expect(control.entra.signIn(authorizeUrl, { user: ada })).toHaveProperty("redirect");
    expect(control.entra.signIn(authorizeUrl, { user: ben })).toEqual({ page: "need-admin", code: 90094 });
  });

  it("adds permissions, grants to everybody, lists with a filter, and revokes", async () => {
    const { admin, grant, control } = await createTenant();
    const { id } = (await admin.send("POST", "/oauth2PermissionGrants", await grant(ada))).body;
    const forAll = { ...(await grant(ada, "mail.read")), consentType: "AllPrincipals", principalId: null };
    const all = await admin.send("POST", "/oauth2PermissionGrants", forAll);
    expect(all.body).toMatchObject({ scope: "Mail.Read", principalId: null, id: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await admin.send("PATCH", `/oauth2PermissionGrants/${id}`, { scope: "Calendars.ReadWrite" })).status).toBe(204);
    expect((await admin.get(`/oauth2PermissionGrants/${id}`)).body.scope).toBe("Calendars.ReadWrite");
    const own = (await admin.get(`/oauth2PermissionGrants?$filter=clientId eq '${forAll.clientId}' and consentType eq 'Principal'`)).body
      .value;
    expect(own.map((grant: { id: string }) => grant.id)).toEqual([id]);
    expect((await admin.get(`/servicePrincipals/${forAll.clientId}/oauth2PermissionGrants`)).body.value).toHaveLength(2);
    expect((await admin.get(`/users/${ada}/oauth2PermissionGrants`)).body.value).toHaveLength(1);
    expect((await admin.send("DELETE", `/oauth2PermissionGrants/${all.body.id}`)).status).toBe(204);
    expect((await admin.send("DELETE", `/oauth2PermissionGrants/${id}`)).status).toBe(204);
    expect((await admin.get(`/servicePrincipals/${forAll.clientId}/oauth2PermissionGrants`)).body.value).toEqual([]);
    expect(control.entra.signIn(authorizeUrl, { user: ada })).toMatchObject({ page: "need-admin" });
  });

  it("sees what users and administrators consented to on pages", async () => {
    const { admin, control, directory } = await createTenant();
    control.entra.consentPolicy("contoso.example", "legacy");
    control.entra.signIn(authorizeUrl, { user: ada });
    control.entra.signIn(authorizeUrl.replace("Calendars", "Mail"), { user: grace, decision: "organization" });
    const { value } = (await admin.get("/oauth2PermissionGrants?$filter=scope eq 'Calendars.Read' or scope eq 'Mail.Read'")).body;
    expect(value.map(({ consentType, principalId }: any) => [consentType, principalId])).toEqual([
      ["Principal", directory.user(ada)!.id],
      ["AllPrincipals", null],
    ]);
  });

  it("finds and adds service principals", async () => {
    const { reader, client } = await createTenant();
    const other = "33333333-3333-4333-8333-333333333333";
    expect((await reader.get(`/servicePrincipals?$filter=appId eq '${other}'`)).body.value).toEqual([]);
    const admin = await client(grace, "Application.ReadWrite.All");
    const added = await admin.send("POST", "/servicePrincipals", { appId: other });
    expect([added.status, added.body.appId]).toEqual([201, other]);
    expect((await reader.get(`/servicePrincipals/${added.body.id}`)).body).toMatchObject({
      appId: other,
      servicePrincipalType: "Application",
    });
    expectRefusal("service-principal-exists", await admin.send("POST", "/servicePrincipals", { appId: other }));
    expect((await reader.get(`/servicePrincipals(appId='${graphAppId}')`)).body.displayName).toBe("Microsoft Graph");
  });
});

describe("Graph refuses", () => {
  it("permission-grant-administrator", async () => {
    const { admin, grant } = await createTenant(undefined, ben);
    expect((await admin.get("/oauth2PermissionGrants")).status).toBe(200);
    expectRefusal("permission-grant-administrator", await admin.send("POST", "/oauth2PermissionGrants", await grant(ada)));
    expectRefusal("permission-grant-administrator", await admin.send("POST", "/oauth2PermissionGrants", {}));
  });

  it("changes with a token that may only read", async () => {
    const { admin, grant } = await createTenant("Directory.Read.All");
    expect((await admin.get("/oauth2PermissionGrants")).status).toBe(200);
    expect((await admin.send("POST", "/oauth2PermissionGrants", await grant(ada))).status).toBe(403);
  });

  it("properties that a grant does not have, or that the emulator does not know", async () => {
    const { admin, reader } = await createTenant();
    for (const query of ["$select=colour", "$filter=colour eq 'x'", "$orderby=colour"])
      expect((await admin.get(`/oauth2PermissionGrants?${query}`)).body.error.message).toContain("'colour'");
    expect(await reader.get("/servicePrincipals?$select=oauth2PermissionScopes")).toMatchObject({
      status: 501,
      body: { error: { code: "NotEmulated" } },
    });
  });

  it("permission-grant-exists", async () => {
    const { admin, grant } = await createTenant();
    await admin.send("POST", "/oauth2PermissionGrants", await grant(ada));
    expectRefusal("permission-grant-exists", await admin.send("POST", "/oauth2PermissionGrants", await grant(ada, "Mail.Read")));
    expect((await admin.send("POST", "/oauth2PermissionGrants", await grant(ben))).status).toBe(201);
  });

  it("permission-grant-unknown", async () => {
    const { admin, reader } = await createTenant();
    expectRefusal("permission-grant-unknown", await admin.get("/oauth2PermissionGrants/nothing"));
    expectRefusal("permission-grant-unknown", await admin.send("DELETE", "/oauth2PermissionGrants/nothing"));
    expectRefusal("permission-grant-unknown", await reader.get("/servicePrincipals(appId='44444444-4444-4444-8444-444444444444')"));
  });

  it("permission-grant-property", async () => {
    const { admin, grant } = await createTenant();
    const valid = await grant(ada);
    for (const change of [
      { clientId: appId },
      { consentType: "Everybody" },
      { principalId: null },
      { consentType: "AllPrincipals" },
      { resourceId: valid.clientId },
      { scope: "" },
      { scope: "Nonsense.Read" },
      { expiryTime: "2027-01-01T00:00:00Z" },
    ])
      expectRefusal("permission-grant-property", await admin.send("POST", "/oauth2PermissionGrants", { ...valid, ...change }));
    const { id } = (await admin.send("POST", "/oauth2PermissionGrants", valid)).body;
    expectRefusal("permission-grant-property", await admin.send("PATCH", `/oauth2PermissionGrants/${id}`, { principalId: null }));
  });
});
