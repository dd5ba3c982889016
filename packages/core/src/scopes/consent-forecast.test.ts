import { describe, expect, it } from "vitest";
import { createScopeReport } from "./create-scope-report.ts";
import { formatForecast } from "./outputs/format-forecast.ts";
import type { RegistryInput, ScopedPlugin } from "./registry-input.ts";

const plugin = (id: string, title: string, reads: string[], updates: string[], services: ScopedPlugin["services"] = {}): ScopedPlugin => ({
  id,
  title,
  scopes: Object.fromEntries([
    ...reads.map((name) => [name, { tier: "read", why: "Show" }] as const),
    ...updates.map((name) => [name, { tier: "update", why: "Change" }] as const),
  ]),
  services,
});
const status = plugin("status", "Presence", ["Presence.Read"], ["Presence.ReadWrite"]);
const email = plugin("email", "Mail", ["Mail.Read"], ["Mail.ReadWrite", "Mail.Send"], {
  send: { scope: "Mail.Send", mayUse: "Mail.ReadWrite" },
  mark: { scope: "Mail.ReadWrite" },
});
const todo = plugin("todo", "To Do", ["Tasks.Read"], []);
const group = plugin("group", "Group calendars", ["Group.Read.All"], []);

const report = (plugins: ScopedPlugin[], account: Partial<RegistryInput["account"]> = {}, granted?: string[]) =>
  createScopeReport({
    account: { name: "work", type: "work", enableUpdate: true, ...account },
    plugins: plugins.map((one) => ({ plugin: one, config: {} })),
    granted,
  });
const titles = {
  plugin: (id: string) => [status, email, todo, group].find((one) => one.id === id)!.title,
  service: (id: string, name: string) => `${id}/${name}`,
};

describe("who consents", () => {
  it("is said of every permission", () => {
    expect(report([status, email, group]).contributions.map(({ scope, consent }) => [scope, consent])).toEqual([
      ["User.Read", "self"],
      ["offline_access", "self"],
      ["Presence.Read", "self"],
      ["Presence.ReadWrite", "self"],
      ["Mail.Read", "administrator-where-managed"],
      ["Mail.ReadWrite", "administrator-where-managed"],
      ["Mail.Send", "self"],
      ["Group.Read.All", "administrator"],
    ]);
  });

  it("is always the user with a personal account, which has no forecast", () => {
    const personal = report([email], { type: "personal" });
    expect(personal.contributions.map(({ consent }) => consent)).toEqual(["self", "self", "self", "self", "self"]);
    expect(personal.forecast).toBeUndefined();
    expect(personal.signIn.self).toEqual(personal.signIn.all);
  });

  it("of a shared mailbox goes by the .Shared form", () => {
    const shared = report([email], { sharedMailbox: "team@contoso.example" });
    expect(shared.contributions.find(({ scope }) => scope === "Mail.Read.Shared")?.consent).toBe("administrator-where-managed");
    expect(shared.signIn.self).toEqual(["Mail.Send.Shared", "User.Read", "offline_access"]);
  });
});

describe("the forecast", () => {
  it("names what works without an administrator, and what waits for one", () => {
    const result = report([status, email, todo]);
    expect(result.forecast).toEqual({ ready: ["status"], services: { email: ["send"] }, waiting: ["email", "todo"] });
    expect(formatForecast(result, titles)).toBe(
      "Where Microsoft manages consent (the default for organizations), you can start with Presence and Mail (only email/send); an administrator must approve Mail and To Do.",
    );
  });

  it("has no condition if an administrator is always needed", () => {
    expect(formatForecast(report([group]), titles)).toBe("An administrator must approve Group calendars.");
  });

  it("is silent where no administrator is needed, and once everything is granted", () => {
    expect(formatForecast(report([status]), titles)).toBeUndefined();
    expect(formatForecast(report([todo], {}, ["Tasks.Read", "User.Read"]), titles)).toBeUndefined();
  });

  it("stays the same after a sign-in with a smaller set", () => {
    const self = report([status, email, todo], { requestedSet: "self" }, ["Presence.Read", "Presence.ReadWrite", "Mail.Send", "User.Read"]);
    expect(self.forecast).toEqual(report([status, email, todo]).forecast);
    expect(formatForecast(self, titles)).toMatch(/^Where Microsoft manages consent/);
  });
});

describe("the set self", () => {
  const self = ["Mail.Send", "Presence.Read", "Presence.ReadWrite", "User.Read"];
  const withSelf = (granted: string[]) => report([status, email, todo], { requestedSet: "self" }, granted);
  const accessOf = (granted: string[]) => withSelf(granted).plugins.map(({ access, waiting }) => [access, waiting]);

  it("requests what the user can approve; the rest waits, with the reason", () => {
    const result = withSelf(self);
    expect(result.requested).toEqual([...self, "offline_access"]);
    expect(accessOf(self)).toEqual([
      ["update", []],
      ["services", ["Mail.Read", "Mail.ReadWrite"]],
      ["off", ["Tasks.Read"]],
    ]);
    expect(result.plugins[2]!.reason).toBe("Waiting for approval: Tasks.Read. It starts by itself after the approval.");
    expect(result.plugins[1]!.services).toMatchObject({ send: { offered: true, scopes: ["Mail.Send"] }, mark: { offered: false } });
  });

  it("lets start what is approved, even if it is only a part", () => {
    expect(accessOf([...self, "Tasks.Read"])[2]).toEqual(["read", []]);
    expect(accessOf([...self, "Mail.Read"])[1]).toEqual(["update", ["Mail.ReadWrite"]]);
  });
});
