import { definitionOf, type RequestedSet } from "@casement/core";
import { expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";
import { createAccountPermissions } from "./account-permissions.ts";
import { permissionsOf } from "./permissions-of.ts";

function createPermissions(enableUpdate = true) {
  const { plugin } = createShelves();
  const answers = { granted: undefined as readonly string[] | undefined, requestedSet: "all" as RequestedSet };
  const account = { name: "home", clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", enableUpdate, plugins: [] };
  const configured = { plugin: definitionOf(plugin), config: {}, enabled: true, enableUpdate: undefined, every: {} };
  const permissions = createAccountPermissions(
    account,
    [configured],
    () => answers.granted,
    () => answers.requestedSet,
  );
  return { permissions, answers, account, plugin };
}

it("computes a report when the granted permissions or the requested set change, and only then", () => {
  const { permissions, answers } = createPermissions();
  const first = permissions.report();
  expect(permissions.report()).toBe(first);
  expect(first.requested).toContain("Tasks.ReadWrite");
  answers.granted = ["User.Read"];
  const second = permissions.report();
  expect(second).not.toBe(first);
  expect(second.plugins).toMatchObject([{ plugin: "library", access: "read" }]);
  answers.requestedSet = "read";
  expect(permissions.report().requested).not.toContain("Tasks.ReadWrite");
});

it("finds the report of a plugin", () => {
  const { permissions } = createPermissions();
  expect(permissions.ofPlugin("library").plugin).toBe("library");
  expect(() => permissions.ofPlugin("museum")).toThrow('Account home has no plugin "museum".');
});

it("reports the permissions of an account without a host, or what is wrong with its plugins", async () => {
  const { account, plugin } = createPermissions();
  const plugins = [{ plugin }];
  expect((await permissionsOf({ ...account, plugins })).requested).toContain("Tasks.ReadWrite");
  expect((await permissionsOf({ ...account, plugins }, ["User.Read"])).plugins).toMatchObject([{ access: "read" }]);
  expect((await permissionsOf({ ...account, enableUpdate: false, plugins })).requested).not.toContain("Tasks.ReadWrite");
  await expect(permissionsOf({ ...account, plugins: [{ plugin, config: { rooms: 2 } }] })).rejects.toMatchObject({
    code: "config-invalid",
    message: "The plugins of account home are invalid: plugins.0.config.rooms: is not a known key.",
  });
});
