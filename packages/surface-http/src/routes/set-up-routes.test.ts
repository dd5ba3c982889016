import { CasementError } from "@casement/core";
import { expect, it } from "vitest";
import { readToken, testHttp } from "../http.fixture.ts";
import type { SetUpAccount } from "../set-up/set-up.ts";
import { tasksPlugin } from "../tasks-plugin.fixture.ts";

const account = { name: "home", clientId: "abc", accountType: "work", plugins: ["tasks"] };

function setUpInto(added: SetUpAccount[]) {
  return {
    file: "casement.yaml",
    plugins: async () => [tasksPlugin],
    async add(one: SetUpAccount) {
      if (one.clientId === "wrong")
        throw new CasementError("input-invalid", "Not written.", { details: { issues: [{ path: "clientId", message: "is none" }] } });
      added.push(one);
      return { name: one.name, file: "casement.yaml" };
    },
  };
}

it("says what to choose from and what to register", async () => {
  await using h = await testHttp({}, { setUp: setUpInto([]) });
  const { body } = await h.json("/api/v1/set-up");
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

it("gives the permissions of a choice in every form", async () => {
  await using h = await testHttp({}, { setUp: setUpInto([]) });
  const ask = async (enableUpdate: boolean) =>
    (await h.json("/api/v1/set-up/permissions", { method: "POST", body: { accountType: "work", plugins: ["tasks"], enableUpdate } })).body;
  const full = await ask(true);
  expect(full.scopes.map(({ scope }: { scope: string }) => scope)).toEqual([
    "Tasks.Read",
    "Tasks.ReadWrite",
    "User.Read",
    "offline_access",
  ]);
  expect(JSON.parse(full.manifest).requiredResourceAccess[0].resourceAccess).toHaveLength(4);
  expect(full.az).toContain("--id $CLIENT_ID");
  expect((await ask(false)).scopes).toHaveLength(3);
});

it("hands an account on, and its mistakes back by field", async () => {
  const added: SetUpAccount[] = [];
  await using h = await testHttp({}, { setUp: setUpInto(added) });
  const add = (body: object) => h.json("/api/v1/set-up/accounts", { method: "POST", body });
  expect((await add(account)).body).toEqual({ name: "home", file: "casement.yaml" });
  expect(added).toMatchObject([{ ...account, enableUpdate: false }]);
  expect(await add({ ...account, clientId: "wrong" })).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/clientId" }] } });
  expect(await add({ ...account, plugins: "tasks" })).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/plugins" }] } });
  expect(added).toHaveLength(1);
});

it("is there only where there is a configuration to write to, and only for whoever may change things", async () => {
  await using without = await testHttp();
  expect((await without.json("/api/v1/set-up")).status).toBe(404);
  await using h = await testHttp({}, { setUp: setUpInto([]) });
  expect((await h.json("/api/v1/set-up", { as: readToken })).status).toBe(403);
});

it("makes a link for looking only, which opens one session", async () => {
  await using h = await testHttp();
  const { body } = await h.json("/session/links", { method: "POST", body: { access: "read" } });
  const secret = new URL(body.url).hash.replace("#session=", "");
  expect((await h.json("/session", { method: "POST", as: null, body: { token: secret } })).body).toEqual({ access: "read" });
  expect((await h.json("/session", { method: "POST", as: null, body: { token: secret } })).status).toBe(401);
  expect((await h.json("/session/links", { method: "POST", body: { access: "all" } })).status).toBe(400);
});
