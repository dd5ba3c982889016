import { CasementError } from "@casement/core";
import { expect, it } from "vitest";
import { createHttpRig, readToken } from "../http-rig.fixture.ts";
import type { NewAccount } from "../setup/account-setup.ts";
import { tasksPlugin } from "../tasks-plugin.fixture.ts";

const account = { name: "home", clientId: "abc", accountType: "work", plugins: ["tasks"] };

function createAccountSetup(added: NewAccount[]) {
  return {
    file: "casement.yaml",
    plugins: async () => [tasksPlugin],
    async add(newAccount: NewAccount) {
      if (newAccount.clientId === "wrong")
        throw new CasementError("input-invalid", "Not written.", { details: { issues: [{ path: "clientId", message: "is invalid" }] } });
      added.push(newAccount);
      return { name: newAccount.name, file: "casement.yaml" };
    },
  };
}

it("returns the features to choose from and the redirect URI to register", async () => {
  await using rig = await createHttpRig({}, { accountSetup: createAccountSetup([]) });
  const { body } = await rig.requestJson("/api/v1/set-up");
  expect(body).toMatchObject({ registeredRedirectUri: "http://localhost/auth/callback", file: "casement.yaml", accounts: ["home"] });
  expect(body.features).toEqual([
    {
      id: "tasks",
      title: "Tasks",
      work: true,
      personal: true,
      scopes: [
        { scope: "Tasks.Read", tier: "read", why: "Show your tasks", adminConsent: false },
        { scope: "Tasks.ReadWrite", tier: "update", why: "Add tasks for you", adminConsent: false },
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

it("creates a read-only link that opens one session", async () => {
  await using rig = await createHttpRig();
  const { body } = await rig.requestJson("/session/links", { method: "POST", body: { access: "read" } });
  const secret = new URL(body.url).hash.replace("#session=", "");
  expect((await rig.requestJson("/session", { method: "POST", token: null, body: { token: secret } })).body).toEqual({ access: "read" });
  expect((await rig.requestJson("/session", { method: "POST", token: null, body: { token: secret } })).status).toBe(401);
  expect((await rig.requestJson("/session/links", { method: "POST", body: { access: "all" } })).status).toBe(400);
});
