import { CasementError } from "@casement/core";
import { expect, it } from "vitest";
import { createHttpRig, readToken } from "../../test/http-rig.fixture.ts";
import { tasksPlugin } from "../../test/tasks-plugin.fixture.ts";
import type { NewAccount } from "../setup/account-setup.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const tenant = "22222222-2222-4222-8222-222222222222";
const account = { name: "home", clientId: "abc", accountType: "work", plugins: ["tasks"] };

function createAccountSetup(added: NewAccount[], changes: object[] = []) {
  return {
    clientIds: { personal: clientId },
    file: "casement.yaml",
    plugins: async () => [tasksPlugin],
    async add(newAccount: NewAccount) {
      if (newAccount.clientId === "wrong")
        throw new CasementError("input-invalid", "Not written.", { details: { issues: [{ path: "clientId", message: "is invalid" }] } });
      added.push(newAccount);
      return { name: newAccount.name, file: "casement.yaml" };
    },
    read: async (name: string) => ({ name, enableUpdate: true, hasClientSecret: true, plugins: { tasks: {} }, version: "1" }),
    change: async (name: string, change: object) => void changes.push({ name, ...change }),
    async remove(name: string) {
      if (name !== "home") throw new CasementError("account-unknown", "There is none.");
      changes.push({ name, removed: true });
    },
  };
}

it("returns the features to choose from and the redirect URI to register", async () => {
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup([]) });
  const { body } = await rig.requestJson("/api/v1/set-up");
  expect(body.clientIds).toEqual({ personal: clientId });
  expect(body).toMatchObject({ registeredRedirectUri: "http://localhost/auth/callback", file: "casement.yaml", accounts: ["home"] });
  expect(body.features).toEqual([
    {
      id: "tasks",
      title: "Tasks",
      work: true,
      personal: true,
      scopes: [
        { scope: "Tasks.Read", tier: "read", why: "Show your tasks", consent: "administrator-where-managed" },
        { scope: "Tasks.ReadWrite", tier: "update", why: "Add tasks for you", consent: "administrator-where-managed" },
      ],
      texts: { de: expect.objectContaining({ title: "Aufgaben" }) },
    },
  ]);
});

it("returns the permissions of selected features in every format", async () => {
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup([]) });
  const permissionsFor = async (enableUpdate: boolean) =>
    (
      await rig.requestJson("/api/v1/set-up/permissions", {
        method: "POST",
        body: { accountType: "work", plugins: ["tasks"], enableUpdate },
      })
    ).body;
  const full = await permissionsFor(true);
  expect(full.scopes.map(({ scope }: { scope: string }) => scope)).toEqual([
    "Tasks.Read",
    "Tasks.ReadWrite",
    "User.Read",
    "offline_access",
  ]);
  expect(JSON.parse(full.manifest).requiredResourceAccess[0].resourceAccess).toHaveLength(4);
  expect(full.az).toContain("--id $CLIENT_ID");
  expect((await permissionsFor(false)).scopes).toHaveLength(3);
});

it("returns what registers the app of a work account: commands, and a request to an administrator", async () => {
  const publicUrl = "https://hub.example/casement";
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup([]), publicUrl });
  const body = { accountType: "work", plugins: ["tasks"], enableUpdate: false };
  const { cloudShell, request } = (await rig.requestJson("/api/v1/set-up/permissions", { method: "POST", body })).body;
  for (const text of [cloudShell, request]) {
    expect(text).toContain("az ad app create --display-name Casement");
    expect(text).toMatch(/http:\/\/localhost\/auth\/callback.*https:\/\/hub\.example\/casement\/auth\/callback/);
    expect(text).toContain("offline_access Tasks.Read User.Read");
  }
  const personal = await rig.requestJson("/api/v1/set-up/permissions", { method: "POST", body: { ...body, accountType: "personal" } });
  expect(personal.body).not.toHaveProperty("cloudShell");
});

it("adds an account with the line of its registration, which names the organization", async () => {
  const added: NewAccount[] = [];
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup(added) });
  const line = `casement-app:${clientId}@${tenant}`;
  const add = (body: object) => rig.requestJson("/api/v1/set-up/accounts", { method: "POST", body });
  expect((await add({ ...account, clientId: line })).status).toBe(200);
  expect((await add({ ...account, clientId: ` "${clientId}"`, accountType: `{${tenant}}` })).status).toBe(200);
  expect(added).toMatchObject([
    { clientId, accountType: tenant },
    { clientId, accountType: tenant },
  ]);
  expect(await add({ ...account, clientId: line, accountType: "personal" })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "#/clientId" }] },
  });
});

it("adds an account, or reports mistakes by field", async () => {
  const added: NewAccount[] = [];
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup(added) });
  const add = (body: object) => rig.requestJson("/api/v1/set-up/accounts", { method: "POST", body });
  expect((await add(account)).body).toEqual({ name: "home", file: "casement.yaml" });
  expect(added).toMatchObject([{ ...account, enableUpdate: false }]);
  expect(await add({ ...account, clientId: "wrong" })).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/clientId" }] } });
  expect(await add({ ...account, plugins: "tasks" })).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/plugins" }] } });
  expect(added).toHaveLength(1);
});

it("exists only with a configuration that can be changed, and requires full access", async () => {
  await using without = await createHttpRig();
  expect((await without.requestJson("/api/v1/set-up")).status).toBe(404);
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup([]) });
  expect((await rig.requestJson("/api/v1/set-up", { token: readToken })).status).toBe(403);
});

it("returns an account for editing with the settings of its plugins, changes what is named, and removes it", async () => {
  const changes: object[] = [];
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup([], changes) });
  const path = "/api/v1/set-up/accounts/home";
  expect((await rig.requestJson(path)).body).toEqual({
    account: { name: "home", enableUpdate: true, hasClientSecret: true, plugins: { tasks: {} }, version: "1" },
    settings: { tasks: expect.objectContaining({ type: "object" }) },
  });
  const patch = (body: object, token?: string) => rig.request(path, { method: "PATCH", body, ...(token !== undefined && { token }) });
  expect((await patch({ timeZone: null, plugins: { tasks: { enabled: false }, other: null } })).status).toBe(204);
  expect((await patch({ enableUpdate: false, clientSecret: "new~secret" })).status).toBe(204);
  expect((await patch({ clientId: `Client ID: ${clientId}`, accountType: `Tenant ID: ${tenant}` })).status).toBe(204);
  expect((await patch({}, readToken)).status).toBe(403);
  for (const wrong of [{ enableUpdate: "no" }, { plugins: [] }, { plugins: { tasks: "off" } }, { clientId: 1 }, { name: "other" }])
    expect([wrong, (await patch(wrong)).status]).toEqual([wrong, 400]);
  expect((await rig.request(path, { method: "DELETE" })).status).toBe(204);
  expect((await rig.request("/api/v1/set-up/accounts/nobody", { method: "DELETE" })).status).toBe(404);
  expect(changes).toEqual([
    { name: "home", timeZone: null, plugins: { tasks: { enabled: false }, other: null } },
    { name: "home", enableUpdate: false, clientSecret: "new~secret" },
    { name: "home", clientId, accountType: tenant },
    { name: "home", removed: true },
  ]);
});
