import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderItem } from "./folder-item.ts";
import type { GraphMessage } from "./graph-message.ts";
import { toMessageDetail } from "./message-parts.ts";
import { messageView, toMessageView } from "./message-view.ts";
import { differsBeyondRead, toMessageItem } from "./to-message-item.ts";

const graphMessage: GraphMessage = {
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
const allContents = { body: "text", preview: true, attachments: true, inlineAttachments: true } as const;

describe("toMessageItem", () => {
  it("keeps properties that a delta omits", () => {
    const known = { ...toMessageItem(graphMessage, undefined, true), foundBy: ["k"], detail: { etag: "1", text: "x" } };
    expect(toMessageItem({ id: "1", isRead: true }, known, true)).toEqual({ ...known, isUnread: undefined });
    expect(toMessageItem({ id: "1", flag: { flagStatus: "complete" }, categories: [], importance: "normal" }, known, true)).toMatchObject({
      flag: "complete",
      isUnread: true,
      subject: "Plan",
    });
    expect(toMessageItem({ id: "1", categories: [] }, known, true)).not.toHaveProperty("categories");
  });

  it("omits usual values, and recipients unless a sensor needs them", () => {
    const usual = {
      ...graphMessage,
      isRead: true,
      hasAttachments: false,
      importance: "normal",
      flag: { flagStatus: "notFlagged" },
      categories: [],
    } as const;
    expect(toMessageItem({ ...usual, categories: [] }, undefined, false)).toEqual({
      receivedAt: 1772438410,
      subject: "Plan",
      fromAddress: "eve@elsewhere.example",
      fromName: "Eve Holm",
    });
    expect(toMessageItem(graphMessage, undefined, true).recipients).toEqual(["Ada <ada@contoso.example>"]);
  });

  it("accepts a draft without sender, subject and date", () => {
    expect(toMessageItem({ id: "1", subject: null, from: null, isDraft: true, isRead: true }, undefined, false)).toEqual({
      receivedAt: 0,
      subject: "",
      isDraft: true,
    });
  });

  it("differsBeyondRead ignores isRead", () => {
    const known = toMessageItem(graphMessage, undefined, true);
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
  it.each(bodies)("%s becomes an item and a view that match their schemas", (_, body) => {
    const messages: GraphMessage[] = (body.value ?? [body]).filter((message: object) => !("@removed" in message));
    for (const message of messages) {
      const indexed = toMessageItem(message, undefined, true);
      const parts = { text: true, html: true, preview: true, attachments: true, inlineAttachments: true };
      const item = { ...indexed, detail: toMessageDetail(message, parts) };
      expect(folderItem.parse(item)).toEqual(item);
      const view = toMessageView(message.id, item, allContents);
      expect(messageView.parse(view)).toEqual(view);
      expect(view.subject).toBe(message.subject ?? "");
    }
  });
});
