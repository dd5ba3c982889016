import { describe, expect, it } from "vitest";
import { implicationRows } from "./implication-rows.ts";
import { anyImplies, implies, smallestSet } from "./implies.ts";
import { findPermission } from "./permission-tables.ts";
import { sharedForms } from "./shared-form.ts";

const firstPartyScopes = [
  ...["User.Read", "User.ReadBasic.All", "offline_access"],
  ...["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite", "Calendars.Read.Shared", "Calendars.ReadWrite.Shared"],
  ...["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite", "Mail.Send"],
  ...["Mail.ReadBasic.Shared", "Mail.Read.Shared", "Mail.ReadWrite.Shared", "Mail.Send.Shared"],
  ...["Presence.Read", "Presence.Read.All", "Presence.ReadWrite", "Chat.Read", "ChatMessage.Send", "Chat.Create"],
  ...["Tasks.Read", "Tasks.ReadWrite", "Group.Read.All", "Group.ReadWrite.All", "MailboxSettings.Read", "MailboxSettings.ReadWrite"],
];

describe("the table of implications", () => {
  it.each(implicationRows)("$held allows what $needed allows, and not the reverse", ({ held, needed, source }) => {
    expect(implies(held, needed)).toBe(true);
    expect(implies(needed, held)).toBe(false);
    expect(source).not.toBe("");
    expect(findPermission(held)?.name).toBe(held);
    expect(findPermission(needed)?.name).toBe(needed);
  });

  it("has no duplicate row and no row that follows from others", () => {
    for (const row of implicationRows) {
      const others = implicationRows.filter((other) => other !== row);
      const reached = new Set([row.held]);
      for (const held of reached) for (const other of others) if (other.held === held) reached.add(other.needed);
      expect(reached.has(row.needed), `${row.held} > ${row.needed}`).toBe(false);
    }
  });

  it("is reflexive for every permission of the first-party plugins, and all of them exist", () => {
    for (const scope of firstPartyScopes) {
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

describe("related permissions", () => {
  it("X.Read and X.ReadWrite imply X.ReadBasic, also with the ending .All", () => {
    expect(anyImplies(["Mail.Read"], "Mail.ReadBasic")).toBe(true);
    expect(anyImplies(["Mail.ReadWrite"], "Mail.ReadBasic")).toBe(true);
    expect(anyImplies(["User.Read.All"], "User.ReadBasic.All")).toBe(true);
  });

  it("Calendars.*.Shared implies Calendars.*", () => {
    expect(implies("Calendars.Read.Shared", "Calendars.Read")).toBe(true);
    expect(implies("Calendars.ReadWrite.Shared", "Calendars.ReadWrite")).toBe(true);
  });

  it("Mail.*.Shared implies the same or a lower Mail.*", () => {
    expect(implies("Mail.Read.Shared", "Mail.Read")).toBe(true);
    expect(implies("Mail.ReadWrite.Shared", "Mail.Read")).toBe(true);
    expect(implies("Mail.Read.Shared", "Mail.ReadWrite")).toBe(false);
  });

  it("X never implies X.Shared", () => {
    for (const [scope, shared] of sharedForms) expect(implies(scope, shared), shared).toBe(false);
    expect(implies("Mail.ReadWrite", "Mail.Read.Shared")).toBe(false);
  });

  it("Calendars.ReadBasic.Shared does not exist, Mail.ReadBasic.Shared does", () => {
    expect(findPermission("Calendars.ReadBasic.Shared")).toBeUndefined();
    expect(implies("Calendars.Read.Shared", "Calendars.ReadBasic.Shared")).toBe(false);
    expect(findPermission("Mail.ReadBasic.Shared")).toBeDefined();
    expect(implies("Mail.Read.Shared", "Mail.ReadBasic.Shared")).toBe(true);
  });

  it("Presence.*.All implies Presence.*", () => {
    expect(implies("Presence.Read.All", "Presence.Read")).toBe(true);
  });

  it("Presence.ReadWrite reads only the user's own presence, so it does not imply Presence.Read.All", () => {
    expect(implies("Presence.ReadWrite", "Presence.Read")).toBe(true);
    expect(implies("Presence.ReadWrite", "Presence.Read.All")).toBe(false);
    expect(implies("Presence.Read.All", "Presence.ReadWrite")).toBe(false);
  });

  it("MailboxSettings.Read does not imply MailboxSettings.ReadWrite", () => {
    expect(implies("MailboxSettings.Read", "MailboxSettings.ReadWrite")).toBe(false);
    expect(implies("MailboxSettings.ReadWrite", "MailboxSettings.Read")).toBe(true);
  });
});

describe("permissions with similar names", () => {
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
  ])("%s does not imply %s", (held, needed) => {
    expect(implies(held, needed)).toBe(false);
  });
});

describe("sets", () => {
  it("anyImplies is true when one held permission is enough", () => {
    expect(anyImplies(["User.Read", "Calendars.ReadWrite"], "Calendars.ReadBasic")).toBe(true);
    expect(anyImplies([], "User.Read")).toBe(false);
  });

  it("smallestSet omits what another member implies, and is sorted", () => {
    expect(smallestSet(["Presence.Read", "Mail.ReadBasic", "Mail.Read", "Presence.Read.All", "Mail.Read"])).toEqual([
      "Mail.Read",
      "Presence.Read.All",
    ]);
  });
});
