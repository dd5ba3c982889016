import { describe, expect, expectTypeOf, it } from "vitest";
import type { PluginDefinition } from "../contract/definition.ts";
import { createScopeReport } from "./create-scope-report.ts";
import { permissionRows } from "./outputs/permission-rows.ts";
import { findPermission } from "./permission-tables.ts";
import type { DeclaredScope, RegistryInput, RegistryPlugin, ScopedPlugin } from "./registry-input.ts";
import type { ScopeReport } from "./scope-report.ts";

type Scopes = Record<string, DeclaredScope>;
const read = (why: string, when?: (config: any) => boolean): DeclaredScope => ({ tier: "read", why, ...(when && { when }) });
const update = (why: string): DeclaredScope => ({ tier: "update", why });
const plugin = (id: string, title: string, scopes: Scopes, more: Partial<ScopedPlugin> = {}): ScopedPlugin => ({
  id,
  title,
  scopes,
  ...more,
});

const bodies = (config: any) => Boolean(config.body);
const calendar = plugin(
  "calendar",
  "Calendar",
  {
    "Calendars.Read": read("Show your calendars", (c) => !c.basic),
    "Calendars.ReadBasic": read("Show your calendars without texts", (c) => Boolean(c.basic)),
    "Calendars.ReadWrite": update("Create and change events"),
  },
  {
    feeds: { events: { scope: "Calendars.ReadBasic" } },
    sensors: { calendar: { feed: "events" }, colors: { scope: "Calendars.ReadBasic" } },
    services: { "list-events": { scope: "Calendars.ReadBasic" }, "create-event": { scope: "Calendars.ReadWrite" } },
  },
);
const email = plugin(
  "email",
  "Email",
  {
    "Mail.ReadBasic": read("Count your mail", (c) => !bodies(c)),
    "Mail.Read": read("Show your mail", bodies),
    "Mail.ReadWrite": update("Mark and move mail"),
    "Mail.Send": update("Send mail"),
  },
  {
    services: {
      mark: { scope: "Mail.ReadWrite" },
      send: { scope: "Mail.Send" },
      "send-large": { scope: ["Mail.Send", "Mail.ReadWrite"] },
      "get-message": { scope: "Mail.Read" },
    },
  },
);
const others = (config: any) => Boolean(config.others);
const status = plugin("status", "Status", {
  "Presence.Read": read("Show your presence"),
  "Presence.Read.All": read("Show other people's presence", others),
  "User.ReadBasic.All": read("Find other people", others),
  "Presence.ReadWrite": update("Set your presence"),
});
const chat = plugin("chat", "Chat", {
  "Chat.Read": read("Show your chats"),
  "ChatMessage.Send": update("Send messages"),
  "Chat.Create": update("Start chats"),
});
const todo = plugin("todo", "To Do", { "Tasks.Read": read("Show your tasks"), "Tasks.ReadWrite": update("Change your tasks") });
const group = plugin("group-calendar", "Group calendar", {
  "Group.Read.All": read("Show your groups' calendars"),
  "Group.ReadWrite.All": update("Change your groups' events"),
});
const autoreply = plugin("autoreply", "Automatic replies", {
  "MailboxSettings.Read": read("Show your automatic replies"),
  "MailboxSettings.ReadWrite": update("Change your automatic replies"),
});
const seven = [calendar, email, status, chat, todo, group, autoreply];

const entry = (scoped: ScopedPlugin, config: object = {}, more: Partial<RegistryPlugin> = {}): RegistryPlugin => ({
  plugin: scoped,
  config,
  ...more,
});
function report(
  plugins: readonly RegistryPlugin[],
  account: Partial<RegistryInput["account"]> = {},
  granted?: readonly string[],
): ScopeReport {
  return createScopeReport({ account: { name: "home", type: "work", ...account }, plugins, granted });
}
const pluginIn = ({ plugins }: ScopeReport, id: string) => plugins.find(({ plugin }) => plugin === id)!;

describe("the table of permissions", () => {
  it("has the scopes that the plugins request under their configurations", () => {
    const rows = (config: object) => {
      const result = report(seven.map((one) => entry(one, config)));
      return permissionRows(result).map(([feature, scope, tier]) => `${feature} ${scope}${tier ? " Y" : ""}`);
    };
    const always = [
      ...["Chat Chat.Read", "Chat ChatMessage.Send Y", "Chat Chat.Create Y", "To Do Tasks.Read", "To Do Tasks.ReadWrite Y"],
      ...["Group calendar Group.Read.All", "Group calendar Group.ReadWrite.All Y"],
      ...["Automatic replies MailboxSettings.Read", "Automatic replies MailboxSettings.ReadWrite Y"],
    ];
    expect(rows({})).toEqual([
      ...["Account User.Read", "Account offline_access", "Calendar Calendars.Read", "Calendar Calendars.ReadWrite Y"],
      ...["Email Mail.ReadBasic", "Email Mail.ReadWrite Y", "Email Mail.Send Y", "Status Presence.Read", "Status Presence.ReadWrite Y"],
      ...always,
    ]);
    expect(rows({ basic: true, body: true, others: true })).toEqual([
      ...["Account User.Read", "Account offline_access", "Calendar Calendars.ReadBasic", "Calendar Calendars.ReadWrite Y"],
      ...["Email Mail.Read", "Email Mail.ReadWrite Y", "Email Mail.Send Y"],
      ...["Status Presence.Read", "Status Presence.Read.All", "Status User.ReadBasic.All", "Status Presence.ReadWrite Y"],
      ...always,
    ]);
  });

  it("has only permissions that exist", () => {
    for (const one of seven) for (const scope of Object.keys(one.scopes)) expect(findPermission(scope)?.name).toBe(scope);
  });

  it("accepts every PluginDefinition", () => {
    expectTypeOf<PluginDefinition>().toExtend<ScopedPlugin>();
  });
});

describe("the request", () => {
  it("always has User.Read and offline_access, sorted", () => {
    expect(report([]).requested).toEqual(["User.Read", "offline_access"]);
    expect(report([entry(calendar)]).requested).toEqual(["Calendars.Read", "User.Read", "offline_access"]);
  });

  it("includes update scopes only where they are enabled; a plugin overrides the account", () => {
    const both = [entry(calendar, {}, { enableUpdate: false }), entry(todo)];
    expect(report(both, { enableUpdate: true }).requested).toEqual([
      "Calendars.Read",
      "Tasks.Read",
      "Tasks.ReadWrite",
      "User.Read",
      "offline_access",
    ]);
    expect(report([entry(calendar, {}, { enableUpdate: true })]).requested).toContain("Calendars.ReadWrite");
  });

  it("includes scopes with optIn even where updates are off, but not after a sign-in with read permissions only", () => {
    const sending = plugin("email", "Email", { "Mail.Send": { ...update("Send mail"), optIn: (config) => config.send === true } });
    expect(report([entry(sending, {})]).requested).not.toContain("Mail.Send");
    expect(report([entry(sending, { send: true })]).requested).toContain("Mail.Send");
    expect(report([entry(sending, { send: true }, { enableUpdate: false })]).requested).toContain("Mail.Send");
    expect(report([entry(sending, { send: true })], { requestedSet: "read" }).requested).not.toContain("Mail.Send");
  });

  it("includes the read scope in addition to its ReadWrite scope", () => {
    expect(report([entry(todo)], { enableUpdate: true }).requested).toEqual([
      "Tasks.Read",
      "Tasks.ReadWrite",
      "User.Read",
      "offline_access",
    ]);
  });

  it("is the smallest set within each tier, for all plugins together", () => {
    const result = report([entry(status, { others: true })]);
    expect(result.requested).toEqual(["Presence.Read.All", "User.Read", "User.ReadBasic.All", "offline_access"]);
    expect(result.contributions.find(({ scope }) => scope === "Presence.Read")).toMatchObject({
      requested: false,
      through: "Presence.Read.All",
    });
    const archive = plugin("archive", "Archive", { "Mail.Read": read("Keep your mail") });
    expect(report([entry(email), entry(archive)]).requested).toEqual(["Mail.Read", "User.Read", "offline_access"]);
  });

  it("always includes the sign-in scope, even with a wider one", () => {
    const wide = plugin("wide", "Wide", { "User.ReadWrite": read("Know you well") });
    expect(report([entry(wide)]).requested).toEqual(["User.Read", "User.ReadWrite", "offline_access"]);
  });

  it("excludes plugins that are switched off", () => {
    const result = report([entry(calendar, {}, { enabled: false })]);
    expect(result.requested).toEqual(["User.Read", "offline_access"]);
    expect(pluginIn(result, "calendar")).toMatchObject({ access: "off", missing: [], reason: "It is switched off in the configuration." });
  });

  it("has a set with read permissions only, and the full set", () => {
    const result = report([entry(calendar)], { enableUpdate: true, requestedSet: "read" }, ["Calendars.Read", "User.Read"]);
    expect(result.requested).toEqual(["Calendars.Read", "User.Read", "offline_access"]);
    expect(result.signIn.read).toEqual(result.requested);
    expect(result.signIn.all).toEqual(["Calendars.Read", "Calendars.ReadWrite", "User.Read", "offline_access"]);
    expect(pluginIn(result, "calendar")).toMatchObject({
      access: "read",
      missing: ["Calendars.ReadWrite"],
      waiting: ["Calendars.ReadWrite"],
      reason: expect.stringMatching(/Waiting for approval: Calendars.ReadWrite/),
    });
    expect(pluginIn(result, "calendar").services["create-event"]).toMatchObject({
      offered: false,
      reason: expect.stringMatching(/read permissions only/),
    });
  });
});

it("updates that were granted before the sign-in with read permissions only do not wait for approval", () => {
  const granted = ["Calendars.Read", "Calendars.ReadWrite", "User.Read"];
  const result = pluginIn(report([entry(calendar)], { enableUpdate: true, requestedSet: "read" }, granted), "calendar");
  expect(result).toMatchObject({
    access: "read",
    missing: ["Calendars.ReadWrite"],
    waiting: [],
    reason: expect.stringMatching(/^Changes are off/),
  });
});

describe("the grant", () => {
  const updating = { enableUpdate: true };
  const all = ["Calendars.Read", "Calendars.ReadWrite", "Mail.ReadBasic", "Mail.ReadWrite", "Mail.Send", "User.Read"];
  const without = (...scopes: string[]) => all.filter((scope) => !scopes.includes(scope));
  const plugins = [entry(calendar), entry(email)];

  it("is unknown before the first sign-in: nothing is allowed, and nothing counts as refused", () => {
    const result = report(plugins, updating);
    expect(result).toMatchObject({ granted: null, allowed: [] });
    expect(result.contributions.every(({ granted }) => granted === null)).toBe(true);
    expect(pluginIn(result, "calendar")).toMatchObject({ access: "off", reason: "The account has not signed in yet." });
  });

  it("of everything gives every plugin the access update, without a reason", () => {
    const result = report(plugins, updating, all);
    expect(result.allowed).toEqual(result.requested);
    expect(result.plugins.map(({ access, missing, reason }) => [access, missing, reason])).toEqual([
      ["update", [], undefined],
      ["update", [], undefined],
    ]);
    expect(result.contributions.every(({ granted }) => granted)).toBe(true);
  });

  it("is read in any case and with the resource as a prefix, as in token responses", () => {
    const spellings = [
      "https://graph.microsoft.com/calendars.read",
      "CALENDARS.READWRITE",
      "https://graph.microsoft.us/User.Read",
      "openid",
      "profile",
    ];
    const result = report([entry(calendar)], updating, spellings);
    expect(result.granted).toEqual(["Calendars.Read", "Calendars.ReadWrite", "User.Read", "openid", "profile"]);
    expect(pluginIn(result, "calendar").access).toBe("update");
  });

  it("allows nothing that was not requested", () => {
    const result = report([entry(calendar)], {}, all);
    expect(result.allowed).toEqual(["Calendars.Read", "User.Read", "offline_access"]);
    expect(pluginIn(result, "calendar").access).toBe("read");
    expect(report([entry(calendar)], {}, ["Calendars.ReadWrite", "User.Read"]).allowed).toEqual(["User.Read", "offline_access"]);
  });

  it("without an update scope leaves the plugin with read access, and does not affect the others", () => {
    const result = report(plugins, updating, without("Calendars.ReadWrite"));
    expect(pluginIn(result, "calendar")).toMatchObject({ access: "read", missing: ["Calendars.ReadWrite"] });
    expect(pluginIn(result, "calendar").reason).toMatch(/did not grant Calendars.ReadWrite/);
    expect(pluginIn(result, "calendar").services["list-events"]!.offered).toBe(true);
    expect(pluginIn(result, "email").access).toBe("update");
  });

  it("without a read scope leaves that plugin with the services whose own scopes are granted", () => {
    const result = report(plugins, updating, without("Mail.ReadBasic", "Mail.ReadWrite"));
    expect(pluginIn(result, "email")).toMatchObject({
      access: "services",
      missing: ["Mail.ReadBasic", "Mail.ReadWrite"],
      readScopes: ["User.Read"],
      reason: expect.stringMatching(/did not grant Mail.ReadBasic/),
    });
    expect(pluginIn(result, "email").services.send).toEqual({ offered: true, reason: undefined, scopes: ["Mail.Send"] });
    expect(pluginIn(result, "email").services.mark).toMatchObject({ offered: false, reason: expect.stringMatching(/did not grant/) });
    expect(pluginIn(result, "calendar").access).toBe("update");
  });

  it("without any scope of a plugin switches off only that plugin", () => {
    const result = report(plugins, updating, without("Mail.ReadBasic", "Mail.ReadWrite", "Mail.Send"));
    expect(pluginIn(result, "email")).toMatchObject({ access: "off", readScopes: ["User.Read"] });
    expect(pluginIn(result, "calendar").access).toBe("update");
  });

  it("includes what an allowed scope implies", () => {
    const result = report(plugins, updating, without("Mail.ReadBasic", "Calendars.Read"));
    expect(result.plugins.map(({ access, missing }) => [access, missing])).toEqual([
      ["update", []],
      ["update", []],
    ]);
    expect(result.contributions.find(({ scope }) => scope === "Mail.ReadBasic")).toMatchObject({ requested: true, granted: true });
    expect(pluginIn(result, "calendar").readScopes).toEqual(["Calendars.Read", "User.Read"]);
  });

  it("names the administrator when one must consent", () => {
    expect(pluginIn(report([entry(group)], {}, ["User.Read"]), "group-calendar").reason).toMatch(
      /Group.Read.All.*administrator must approve/,
    );
  });
});

describe("services", () => {
  const grant = ["Mail.Read", "Mail.ReadBasic", "Mail.ReadWrite", "User.Read"];
  const services = (granted: readonly string[], config = {}, account = { enableUpdate: true }) =>
    pluginIn(report([entry(email, config)], account, granted), "email").services;

  it("have the scopes of mayUse that are allowed, and are offered without them", () => {
    const { scopes } = email;
    const sending = plugin("email", "Email", scopes, { services: { send: { scope: "Mail.Send", mayUse: "Mail.ReadWrite" } } });
    const send = (...granted: string[]) => pluginIn(report([entry(sending)], { enableUpdate: true }, granted), "email").services.send!;
    expect(send("Mail.ReadBasic", "Mail.Send", "Mail.ReadWrite").scopes).toEqual(["Mail.Send", "Mail.ReadWrite"]);
    expect(send("Mail.ReadBasic", "Mail.Send")).toMatchObject({ offered: true, scopes: ["Mail.Send"] });
    expect(send("Mail.ReadBasic", "Mail.ReadWrite").offered).toBe(false);
  });

  it("need all scopes of a list", () => {
    const result = services(grant);
    expect(result.mark).toEqual({ offered: true, reason: undefined, scopes: ["Mail.ReadWrite"] });
    expect(result.send).toMatchObject({ offered: false, reason: expect.stringMatching(/did not grant Mail.Send/) });
    expect(result["send-large"]!.offered).toBe(false);
    expect(services([...grant, "Mail.Send"])["send-large"]).toMatchObject({ offered: true, scopes: ["Mail.Send", "Mail.ReadWrite"] });
  });

  it("have a reason when updates are switched off", () => {
    expect(services(grant, {}, { enableUpdate: false }).mark!.reason).toMatch(/updates are switched off/);
  });

  it("have a reason when the configuration does not request a scope", () => {
    expect(services(["Mail.ReadBasic", "User.Read"], {}, { enableUpdate: false })["get-message"]!.reason).toMatch(
      /Mail.Read is not requested/,
    );
    expect(services(["Mail.Read", "User.Read"], { body: true }, { enableUpdate: false })["get-message"]!.offered).toBe(true);
  });

  it("follow the plugin's own enableUpdate, even where another plugin has the scope", () => {
    const other = plugin("archive", "Archive", { "Mail.ReadWrite": update("Move old mail") });
    const result = report([entry(email, {}, { enableUpdate: false }), entry(other)], { enableUpdate: true }, grant);
    expect(pluginIn(result, "email").services.mark!.offered).toBe(false);
    expect(pluginIn(result, "archive").access).toBe("update");
  });

  it("use a read scope rather than an update scope that implies the same", () => {
    const result = pluginIn(
      report([entry(calendar)], { enableUpdate: true }, ["Calendars.Read", "Calendars.ReadWrite", "User.Read"]),
      "calendar",
    );
    expect(result.services["list-events"]!.scopes).toEqual(["Calendars.Read"]);
    expect(result.feeds.events!.scopes).toEqual(["Calendars.Read"]);
    expect(result.sensors.calendar).toEqual(result.feeds.events);
    expect(result.sensors.colors!.offered).toBe(true);
  });
});

describe("a mistake in a plugin affects only that plugin", () => {
  it("does not request a permission that does not exist, because Microsoft would refuse the whole sign-in", () => {
    const typo = plugin("typo", "Typo", { "Mail.Raed": read("Show your mail") });
    const result = report([entry(typo), entry(todo)]);
    expect(result.problems).toMatchObject([{ code: "unknown-permission", plugin: "typo", scope: "Mail.Raed" }]);
    expect(result.requested).toEqual(["Tasks.Read", "User.Read", "offline_access"]);
  });

  it("accepts a permission that only third-party plugins use", () => {
    const contacts = plugin("contacts", "Contacts", { "Contacts.Read": read("Show your contacts") });
    expect(report([entry(contacts)])).toMatchObject({ problems: [], requested: ["Contacts.Read", "User.Read", "offline_access"] });
  });

  it("reports a `when` that throws", () => {
    const broken = plugin("broken", "Broken", { "Mail.Read": read("Show", (config) => config.deep.down) });
    const result = report([entry(broken), entry(todo)], {}, ["Tasks.Read", "User.Read"]);
    expect(result.problems).toMatchObject([{ code: "plugin-failed", plugin: "broken" }]);
    expect(pluginIn(result, "todo").access).toBe("read");
  });
});
