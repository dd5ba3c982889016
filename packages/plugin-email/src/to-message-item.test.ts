import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderItem } from "./folder-item.ts";
import type { GraphMessage } from "./graph-types.ts";
import { toMessageDetail } from "./message-parts.ts";
import { messageView, toMessageView } from "./message-view.ts";
import { differsBeyondRead, toMessageItem } from "./to-message-item.ts";

const whole: GraphMessage = {
  id: "1",
  subject: "Plan",
  from: { emailAddress: { name: "Eve Holm", address: "eve@elsewhere.example" } },
  toRecipients: [{ emailAddress: { name: "Ada", address: "ada@contoso.example" } }],
  receivedDateTime: "2026-03-02T08:00:10Z",
  isRead: false,
  isDraft: false,
  hasAttachments: true,
  importance: "high",
  flag: { flagStatus: "flagged" },
  categories: ["Blue"],
};
const all = { body: "text", preview: true, attachments: true, inlineAttachments: true } as const;

describe("toItem", () => {
  it("keeps what a delta does not name", () => {
    const known = { ...toMessageItem(whole, undefined, true), q: ["k"], d: { e: "1", text: "x" } };
    expect(toMessageItem({ id: "1", isRead: true }, known, true)).toEqual({ ...known, u: undefined });
    expect(toMessageItem({ id: "1", flag: { flagStatus: "complete" }, categories: [], importance: "normal" }, known, true)).toMatchObject({
      g: 2,
      u: 1,
      s: "Plan",
    });
    expect(toMessageItem({ id: "1", categories: [] }, known, true)).not.toHaveProperty("c");
  });

  it("leaves out what is usual, and people unless a sensor looks at them", () => {
    const usual = {
      ...whole,
      isRead: true,
      hasAttachments: false,
      importance: "normal",
      flag: { flagStatus: "notFlagged" },
      categories: [],
    } as const;
    expect(toMessageItem({ ...usual, categories: [] }, undefined, false)).toEqual({
      r: 1772438410,
      s: "Plan",
      f: "eve@elsewhere.example",
      n: "Eve Holm",
    });
    expect(toMessageItem(whole, undefined, true).t).toEqual(["Ada <ada@contoso.example>"]);
  });

  it("takes a draft without sender, subject and date", () => {
    expect(toMessageItem({ id: "1", subject: null, from: null, isDraft: true, isRead: true }, undefined, false)).toEqual({
      r: 0,
      s: "",
      b: 1,
    });
  });

  it("differ: reading alone makes no difference", () => {
    const known = toMessageItem(whole, undefined, true);
    expect(differsBeyondRead(known, toMessageItem({ id: "1", isRead: true }, known, true))).toBe(false);
    expect(differsBeyondRead(known, toMessageItem({ id: "1", flag: { flagStatus: "complete" } }, known, true))).toBe(true);
  });
});

const examples = join(import.meta.dirname, "../../../../shared/graph/examples");

describe.skipIf(!existsSync(examples))("Microsoft's payloads (../shared/graph, beside the repository)", () => {
  const bodies = existsSync(examples)
    ? readdirSync(examples)
        .filter((name) => /^mail--(message-get|delta|user-list-messages|eventmessage)/.test(name))
        .map((name): [string, any] => [name, JSON.parse(readFileSync(join(examples, name), "utf8")).responseBody])
        .filter(([, body]) => typeof body === "object")
    : [];
  it.each(bodies)("%s becomes an item and a view that keep their schemas", (_, body) => {
    const messages: GraphMessage[] = (body.value ?? [body]).filter((one: object) => !("@removed" in one));
    for (const message of messages) {
      const index = toMessageItem(message, undefined, true);
      const parts = { text: true, html: true, preview: true, attachments: true, inlineAttachments: true };
      const whole = { ...index, d: toMessageDetail(message, parts) };
      expect(folderItem.parse(whole)).toEqual(whole);
      const view = toMessageView(message.id, whole, all);
      expect(messageView.parse(view)).toEqual(view);
      expect(view.subject).toBe(message.subject ?? "");
    }
  });
});
