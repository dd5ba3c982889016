import { describe, expect, it } from "vitest";
import { createScopeReport } from "./create-scope-report.ts";
import type { RegistryInput, RegistryPlugin, ScopedPlugin } from "./registry-input.ts";
import type { ScopeReport } from "./scope-report.ts";

/** A plugin with the read permissions before the bar and the update permissions after it. */
function plugin(id: string, scopes: string, more: Partial<ScopedPlugin> = {}): ScopedPlugin {
  const [reads = "", updates = ""] = scopes.split("|");
  const all = [
    ...list(reads).map((name) => [name, { tier: "read", why: "Show" }]),
    ...list(updates).map((name) => [name, { tier: "update", why: "Change" }]),
  ];
  return { id, title: id, scopes: Object.fromEntries(all), ...more };
}
const list = (names: string): string[] => names.trim().split(" ").filter(Boolean);

const calendar = plugin("calendar", "Calendars.Read | Calendars.ReadWrite", {
  services: { "create-event": { scope: "Calendars.ReadWrite" } },
});
const basicCalendar = plugin("calendar", "Calendars.ReadBasic");
const email = plugin("email", "Mail.ReadBasic | Mail.ReadWrite Mail.Send");
const status = plugin("status", "Presence.Read | Presence.ReadWrite");
const chat = plugin("chat", "Chat.Read | ChatMessage.Send Chat.Create");
const todo = plugin("todo", "Tasks.Read | Tasks.ReadWrite");
const group = plugin("group-calendar", "Group.Read.All | Group.ReadWrite.All");
const autoreply = plugin("autoreply", "MailboxSettings.Read | MailboxSettings.ReadWrite");

const entry = (scoped: ScopedPlugin): RegistryPlugin => ({ plugin: scoped, config: {} });
function report(plugins: readonly RegistryPlugin[], account: Partial<RegistryInput["account"]>, granted?: readonly string[]): ScopeReport {
  return createScopeReport({ account: { name: "home", type: "work", ...account }, plugins, granted });
}
const pluginIn = ({ plugins }: ScopeReport, id: string) => plugins.find(({ plugin }) => plugin === id)!;

describe("types of account", () => {
  it.each([status, chat, group])("$id needs a work or school account", (one) => {
    const result = report([entry(one), entry(todo)], { type: "personal" }, ["Tasks.Read", "User.Read"]);
    expect(result.problems).toMatchObject([
      { code: "needs-work-account", plugin: one.id, message: expect.stringMatching(/needs a work or school account/) },
    ]);
    expect(pluginIn(result, one.id)).toMatchObject({ access: "off", missing: [] });
    expect(pluginIn(result, "todo").access).toBe("read");
    expect(result.requested).toEqual(["Tasks.Read", "User.Read", "offline_access"]);
  });

  it("the other four work with a personal account, and a tenant's name is a work account", () => {
    expect(
      report(
        [calendar, email, todo, autoreply].map((one) => entry(one)),
        { type: "personal", enableUpdate: true },
      ).problems,
    ).toEqual([]);
    expect(report([entry(chat)], { type: "contoso.example" })).toMatchObject({ problems: [], accountType: "work" });
  });

  it("reports a plugin that has only update scopes which a personal account cannot have", () => {
    const sender = plugin("sender", "| ChatMessage.Send");
    expect(report([entry(sender)], { type: "personal" }).problems).toMatchObject([{ code: "needs-work-account", plugin: "sender" }]);
  });
});

describe("shared mailbox", () => {
  const shared = { sharedMailbox: "team@contoso.example", enableUpdate: true };

  it("requests the .Shared forms instead of the declared scopes", () => {
    const granted = [
      "Calendars.Read.Shared",
      "Calendars.ReadWrite.Shared",
      "Mail.ReadBasic.Shared",
      "Mail.ReadWrite.Shared",
      "Mail.Send.Shared",
      "User.Read",
    ];
    const result = report([entry(calendar), entry(email)], shared, granted);
    expect(result.requested).toEqual([...granted, "offline_access"]);
    expect(result.problems).toEqual([]);
    expect(result.plugins.map(({ access }) => access)).toEqual(["update", "update"]);
    expect(pluginIn(result, "calendar").services["create-event"]).toMatchObject({ offered: true, scopes: ["Calendars.ReadWrite.Shared"] });
    expect(pluginIn(result, "calendar").readScopes).toEqual(["Calendars.Read.Shared", "User.Read"]);
  });

  it("does not request Calendars.ReadBasic.Shared, which does not exist", () => {
    const result = report([entry(basicCalendar)], shared);
    expect(result.problems).toMatchObject([
      { code: "no-shared-form", scope: "Calendars.ReadBasic", message: expect.stringMatching(/remove `basic`/) },
    ]);
    expect(result.requested).toEqual(["User.Read", "offline_access"]);
  });

  it.each([status, chat, todo, group, autoreply])("$id cannot use it, and the message says why", (one) => {
    const result = report([entry(one), entry(email)], shared);
    expect(result.problems).toMatchObject([
      { code: "no-shared-form", plugin: one.id, message: expect.stringMatching(/cannot use a shared mailbox: .+\. .+/) },
    ]);
    expect(pluginIn(result, one.id).access).toBe("off");
    expect(result.requested).toContain("Mail.ReadBasic.Shared");
  });

  it("with a personal account reads calendars only", () => {
    const result = report([entry(calendar), entry(email)], { ...shared, type: "personal" }, ["Calendars.Read.Shared", "User.Read"]);
    expect(result.requested).toEqual(["Calendars.Read.Shared", "User.Read", "offline_access"]);
    expect(pluginIn(result, "calendar").services["create-event"]!.reason).toMatch(/not available to personal accounts/);
    expect(result.problems).toMatchObject([{ code: "needs-work-account", plugin: "email" }]);
  });
});
