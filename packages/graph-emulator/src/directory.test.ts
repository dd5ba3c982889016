import { describe, expect, test } from "vitest";
import { consumersTenantId, createDirectory, isPersonal } from "./directory.ts";
import { createSeededRandom } from "./seeded-random.ts";

function setUp() {
  const directory = createDirectory();
  const tenant = directory.addTenant({ domain: "contoso.example" });
  const ada = directory.addUser({
    userPrincipalName: "ada@contoso.example",
    mail: "ada.byron@contoso.example",
    displayName: "Ada Mary Byron",
  });
  return { directory, tenant, ada };
}

describe("users", () => {
  test("belong to the tenant of their domain, or have a personal account", () => {
    const { directory, tenant, ada } = setUp();
    const pat = directory.addUser({ userPrincipalName: "pat@outlook.example" });
    expect([ada.tenantId, isPersonal(ada)]).toEqual([tenant.id, false]);
    expect([pat.tenantId, isPersonal(pat)]).toEqual([consumersTenantId, true]);
    expect(directory.users(tenant.id)).toEqual([ada]);
  });

  test("are found by id, name, and mail address, ignoring case", () => {
    const { directory, ada } = setUp();
    for (const name of [ada.id, `${ada.id}@${ada.tenantId}`, "ADA@contoso.example", "Ada.Byron@Contoso.example"])
      expect(directory.user(name)).toBe(ada);
    expect(directory.user("nobody@contoso.example")).toBeUndefined();
    expect([ada.givenName, ada.surname]).toEqual(["Ada Mary", "Byron"]);
  });

  test("cannot have a name that is taken or a tenant that does not exist", () => {
    const { directory } = setUp();
    expect(() => directory.addUser({ userPrincipalName: "ada@contoso.example" })).toThrow(/already exists/);
    expect(() => directory.addUser({ userPrincipalName: "x@y.example", tenantId: "none" })).toThrow(/no tenant/);
  });
});

describe("grants", () => {
  test("of the user and of the tenant are combined, and can be removed one by one or all at once", () => {
    const { directory, tenant, ada } = setUp();
    directory.grant(ada.id, "App", ["Mail.Read", "Mail.Send"]);
    directory.grant(tenant.id, "app", ["Group.Read.All"]);
    expect([...directory.granted(ada, "APP")]).toEqual(["Mail.Read", "Mail.Send", "Group.Read.All"]);
    directory.revoke(ada.id, "app", ["Mail.Send"]);
    expect([...directory.granted(ada, "app")]).toEqual(["Mail.Read", "Group.Read.All"]);
    directory.revoke(ada.id, "app");
    directory.revoke(tenant.id, "app");
    expect(directory.grants()).toEqual([]);
  });

  test("do not apply to another app or user", () => {
    const { directory, ada } = setUp();
    directory.grant(ada.id, "app", ["Mail.Read"]);
    expect(directory.granted(ada, "other").size).toBe(0);
    expect(directory.granted(directory.addUser({ userPrincipalName: "bo@contoso.example" }), "app").size).toBe(0);
  });
});

test("an unregistered client id is accepted, except in strict mode", () => {
  const { directory } = setUp();
  expect(directory.app("new")).toMatchObject({ unregistered: true, allowPublicClient: true, audience: "multi-tenant-and-personal" });
  directory.strict = true;
  expect(directory.app("new")).toBeUndefined();
  directory.registerApp({ clientId: "New" });
  expect(directory.app("new")).toMatchObject({ clientId: "New" });
});

test("random values are the same for the same seed", () => {
  const draw = (seed: string) => {
    const random = createSeededRandom(seed);
    return [random.guid(), random.opaque(8), random.below(1000), random.pick(["a", "b", "c"]), random.text(4, "xyz"), random.next()];
  };
  expect(draw("one")).toEqual(draw("one"));
  expect(draw("one")).not.toEqual(draw("two"));
  expect(draw("one")[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
