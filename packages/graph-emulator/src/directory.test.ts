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
  test("belong to the tenant of their domain, or are personal", () => {
    const { directory, tenant, ada } = setUp();
    const pat = directory.addUser({ userPrincipalName: "pat@outlook.example" });
    expect([ada.tenantId, isPersonal(ada)]).toEqual([tenant.id, false]);
    expect([pat.tenantId, isPersonal(pat)]).toEqual([consumersTenantId, true]);
    expect(directory.users(tenant.id)).toEqual([ada]);
  });

  test("are found by id, name and mail in any case", () => {
    const { directory, ada } = setUp();
    for (const name of [ada.id, "ADA@contoso.example", "Ada.Byron@Contoso.example"]) expect(directory.user(name)).toBe(ada);
    expect(directory.user("nobody@contoso.example")).toBeUndefined();
    expect([ada.givenName, ada.surname]).toEqual(["Ada Mary", "Byron"]);
  });

  test("a name twice, or a tenant that is not there, is refused", () => {
    const { directory } = setUp();
    expect(() => directory.addUser({ userPrincipalName: "ada@contoso.example" })).toThrow(/exists already/);
    expect(() => directory.addUser({ userPrincipalName: "x@y.example", tenantId: "none" })).toThrow(/no tenant/);
  });
});

describe("grants", () => {
  test("of the user and of the tenant add up, and are taken back one by one or at once", () => {
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

  test("for another app or user do not count", () => {
    const { directory, ada } = setUp();
    directory.grant(ada.id, "app", ["Mail.Read"]);
    expect(directory.granted(ada, "other").size).toBe(0);
    expect(directory.granted(directory.addUser({ userPrincipalName: "bo@contoso.example" }), "app").size).toBe(0);
  });
});

test("a client id nobody registered is a friendly app, but not in strict mode", () => {
  const { directory } = setUp();
  expect(directory.app("new")).toMatchObject({ unregistered: true, allowPublicClient: true, audience: "multi-tenant-and-personal" });
  directory.strict = true;
  expect(directory.app("new")).toBeUndefined();
  directory.registerApp({ clientId: "New" });
  expect(directory.app("new")).toMatchObject({ clientId: "New" });
});

test("chance repeats with its seed", () => {
  const draw = (seed: string) => {
    const random = createSeededRandom(seed);
    return [random.guid(), random.opaque(8), random.below(1000), random.pick(["a", "b", "c"]), random.text(4, "xyz"), random.next()];
  };
  expect(draw("one")).toEqual(draw("one"));
  expect(draw("one")).not.toEqual(draw("two"));
  expect(draw("one")[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
