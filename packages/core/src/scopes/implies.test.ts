import { describe, expect, it } from "vitest";
import { implicationRows } from "./implication-rows.ts";
import { anyImplies, implies, smallestSet } from "./implies.ts";
import { findPermission } from "./permission-tables.ts";
import { sharedForms } from "./shared-form.ts";

const asked = [
  ...["User.Read", "User.ReadBasic.All", "offline_access"],
  ...["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite", "Calendars.Read.Shared", "Calendars.ReadWrite.Shared"],
  ...["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite", "Mail.Send"],
  ...["Mail.ReadBasic.Shared", "Mail.Read.Shared", "Mail.ReadWrite.Shared", "Mail.Send.Shared"],
  ...["Presence.Read", "Presence.Read.All", "Presence.ReadWrite", "Chat.Read", "ChatMessage.Send", "Chat.Create"],
  ...["Tasks.Read", "Tasks.ReadWrite", "Group.Read.All", "Group.ReadWrite.All", "MailboxSettings.Read", "MailboxSettings.ReadWrite"],
];

describe("the table of implications", () => {
  it.each(implicationRows)("$held allows what $wanted allows, and not the reverse", ({ held, wanted, source }) => {
    expect(implies(held, wanted)).toBe(true);
    expect(implies(wanted, held)).toBe(false);
    expect(source).not.toBe("");
    expect(findPermission(held)?.name).toBe(held);
    expect(findPermission(wanted)?.name).toBe(wanted);
  });

  it("has no row twice and none that follows from others", () => {
    for (const row of implicationRows) {
      const others = implicationRows.filter((other) => other !== row);
      const reached = new Set([row.held]);
      for (const held of reached) for (const other of others) if (other.held === held) reached.add(other.wanted);
      expect(reached.has(row.wanted), `${row.held} > ${row.wanted}`).toBe(false);
    }
  });

  it("is reflexive for every permission that our plugins ask, and all of them exist", () => {
    for (const scope of asked) {
      expect(implies(scope, scope)).toBe(true);
      expect(findPermission(scope)?.name).toBe(scope);
    }
  });

  it("follows chains to the end", () => {
    expect(implies("Calendars.ReadWrite.Shared", "Calendars.ReadBasic")).toBe(true);
    expect(implies("Mail.ReadWrite.Shared", "Mail.ReadBasic")).toBe(true);
    expect(implies("Chat.ReadWrite", "Chat.ReadBasic")).toBe(true);
    expect(implies("Group.ReadWrite.All", "Group.ReadBasic.All")).toBe(true);
  });

  it("has a row for every form for shared mailboxes", () => {
    for (const [scope, shared] of sharedForms) expect(implies(shared, scope), shared).toBe(true);
  });
});

describe("traps of reference-system.md §2.5", () => {
  it("X.ReadBasic is satisfied by X.Read and X.ReadWrite, also with a trailing part", () => {
    expect(anyImplies(["Mail.Read"], "Mail.ReadBasic")).toBe(true);
    expect(anyImplies(["Mail.ReadWrite"], "Mail.ReadBasic")).toBe(true);
    expect(anyImplies(["User.Read.All"], "User.ReadBasic.All")).toBe(true);
  });

  it("BUG of the predecessor: Calendars.*.Shared satisfies Calendars.* (it compared with `Calendar`)", () => {
    expect(implies("Calendars.Read.Shared", "Calendars.Read")).toBe(true);
    expect(implies("Calendars.ReadWrite.Shared", "Calendars.ReadWrite")).toBe(true);
  });

  it("Mail.*.Shared satisfies the same or a lower Mail.*", () => {
    expect(implies("Mail.Read.Shared", "Mail.Read")).toBe(true);
    expect(implies("Mail.ReadWrite.Shared", "Mail.Read")).toBe(true);
    expect(implies("Mail.Read.Shared", "Mail.ReadWrite")).toBe(false);
  });

  it("X.Shared is never satisfied by plain X", () => {
    for (const [scope, shared] of sharedForms) expect(implies(scope, shared), shared).toBe(false);
    expect(implies("Mail.ReadWrite", "Mail.Read.Shared")).toBe(false);
  });

  it("Calendars.ReadBasic.Shared does not exist, Mail.ReadBasic.Shared does", () => {
    expect(findPermission("Calendars.ReadBasic.Shared")).toBeUndefined();
    expect(implies("Calendars.Read.Shared", "Calendars.ReadBasic.Shared")).toBe(false);
    expect(findPermission("Mail.ReadBasic.Shared")).toBeDefined();
    expect(implies("Mail.Read.Shared", "Mail.ReadBasic.Shared")).toBe(true);
  });

  it("Presence.* is satisfied by Presence.*.All", () => {
    expect(implies("Presence.Read.All", "Presence.Read")).toBe(true);
  });

  it("Presence.ReadWrite reads one's own presence only: Presence.Read.All is not satisfied by it", () => {
    expect(implies("Presence.ReadWrite", "Presence.Read")).toBe(true);
    expect(implies("Presence.ReadWrite", "Presence.Read.All")).toBe(false);
    expect(implies("Presence.Read.All", "Presence.ReadWrite")).toBe(false);
  });

  it("MailboxSettings.ReadWrite is not satisfied by MailboxSettings.Read", () => {
    expect(implies("MailboxSettings.Read", "MailboxSettings.ReadWrite")).toBe(false);
    expect(implies("MailboxSettings.ReadWrite", "MailboxSettings.Read")).toBe(true);
  });
});

describe("names that look related and are not", () => {
  it.each([
    ["Mail.ReadWrite", "Mail.Send"],
    ["Mail.ReadWrite.Shared", "Mail.Send.Shared"],
    ["Mail.Send", "Mail.ReadBasic"],
    ["Mail.ReadWrite", "MailboxSettings.Read"],
    ["User.Read", "User.ReadBasic.All"],
    ["User.ReadBasic.All", "User.Read"],
    ["User.Read.All", "User.Read"],
    ["ChatMessage.Send", "Chat.Read"],
    ["Chat.Create", "ChatMessage.Send"],
    ["Chat.Create", "Chat.ReadBasic"],
    ["Chat.Read", "ChatMessage.Send"],
    ["Chat.ReadWrite", "ChatMember.ReadWrite"],
    ["Group.ReadWrite.All", "Calendars.Read"],
    ["Group.Read.All", "GroupMember.Read.All"],
    ["Tasks.ReadWrite", "Tasks.Read.Shared"],
    ["offline_access", "openid"],
  ])("%s does not give %s", (held, wanted) => {
    expect(implies(held, wanted)).toBe(false);
  });
});

describe("sets", () => {
  it("allows asks whether any held permission is enough", () => {
    expect(anyImplies(["User.Read", "Calendars.ReadWrite"], "Calendars.ReadBasic")).toBe(true);
    expect(anyImplies([], "User.Read")).toBe(false);
  });

  it("smallestSet drops what another member implies, and is sorted", () => {
    expect(smallestSet(["Presence.Read", "Mail.ReadBasic", "Mail.Read", "Presence.Read.All", "Mail.Read"])).toEqual([
      "Mail.Read",
      "Presence.Read.All",
    ]);
  });
});
