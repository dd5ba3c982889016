import { describe, expect, it } from "vitest";
import { findIdentityProblem, findOwnMailboxProblem, identityOf } from "./identity.ts";

const consumers = "9188040d-6c67-4c5b-b112-36a304b66dad";
const tenant = "55555555-5555-4555-8555-555555555555";
const ada = identityOf({ oid: "a", tid: tenant, preferred_username: "ada@contoso.example" })!;
const cat = identityOf({ oid: "c", tid: consumers, preferred_username: "cat@outlook.example" })!;
const check = (identity: typeof ada, accountType: string, before?: typeof ada) =>
  findIdentityProblem(identity, { account: "home", accountType, before })?.code;

describe("the signed-in user", () => {
  it("has a work or personal account, depending on the tenant", () => {
    expect(ada).toEqual({ id: "a", tenantId: tenant, username: "ada@contoso.example", kind: "work" });
    expect(cat.kind).toBe("personal");
    expect(identityOf({ tid: tenant })).toBeUndefined();
  });

  it("must match the config", () => {
    expect(check(ada, "work")).toBeUndefined();
    expect(check(cat, "personal")).toBeUndefined();
    expect(check(cat, "work")).toBe("wrong-kind");
    expect(check(ada, "personal")).toBe("wrong-kind");
    expect(check(ada, tenant.toUpperCase())).toBeUndefined();
    expect(check(ada, "contoso.example")).toBeUndefined();
    expect(check(ada, "66666666-6666-4666-8666-666666666666")).toBe("wrong-tenant");
  });

  it("must be the same as before", () => {
    expect(check(ada, "work", { ...ada, username: "renamed@contoso.example" })).toBeUndefined();
    expect(check(ada, "work", { ...ada, id: "b" })).toBe("other-user");
  });

  it("must not name the own mailbox as the shared one, in any spelling", () => {
    expect(findOwnMailboxProblem(ada, " Ada@Contoso.example ")).toContain("own mailbox");
    expect(findOwnMailboxProblem(ada, "A")).toContain("own mailbox");
    expect(findOwnMailboxProblem(ada, "ada.byron@contoso.example", "Ada.Byron@contoso.example")).toContain("own mailbox");
    expect(findOwnMailboxProblem(ada, "team@contoso.example")).toBeUndefined();
  });
});
