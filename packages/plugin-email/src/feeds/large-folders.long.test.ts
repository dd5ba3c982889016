import { describe, expect, it } from "vitest";
import { ada, createMailHost, mailControl, requestCounts, stateOf } from "../../test/email.fixture.ts";
import type { FolderItem } from "../folder-item.ts";
import { toMessageItem } from "../to-message-item.ts";

describe("three folders of 10,000 messages", () => {
  it("sync in pages of 200 with visible progress, and cost one delta for a change", async () => {
    const folders = ["inbox", "archive", "junkemail"];
    const sensors = folders.map((folder) => ({ name: folder, folder, from: "Ada Reed" }));
    await using t = await createMailHost({ config: { sensors }, signedOut: true });
    for (const folder of folders) mailControl(t).addMany(ada, folder, 10_000);
    const progress: number[] = [];
    const timer = setInterval(() => progress.push(t.account.status().plugins[0]?.syncing?.items ?? 0), 20);
    await t.signIn();
    clearInterval(timer);
    expect(progress.some((items) => items > 0 && items < 30_000)).toBe(true);
    expect(folders.map((folder) => t.sensor(`email/${folder}`).attributes.total)).toEqual([2000, 2000, 2000]);
    expect(requestCounts(t)["GET /me/mailFolders/{folder}/messages/delta"]).toBe(150);
    t.emulator.control.counters.reset();
    mailControl(t).deliver({ from: "Ada Reed <ada.reed@example.com>", to: ada, subject: "One more" });
    await t.advance("30s");
    expect([stateOf(t, "inbox"), t.sensor("email/inbox").attributes.total]).toEqual([667, 2001]);
    const { requests, units } = t.emulator.control.counters.report();
    expect([requests, units]).toEqual([2, 4]);
  }, 60_000);

  it("need at most 310 bytes of JSON for a message, including its id", () => {
    const id = `AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A${"x".repeat(36)}==`;
    const item: FolderItem = toMessageItem(
      {
        id,
        subject: "Re: Minutes of the planning for the new studio",
        from: { emailAddress: { name: "Mateo Lind-Bergström", address: "mateo.lind@harbour-lane.example" } },
        toRecipients: [{ emailAddress: { name: "Robin Hale", address: "robin@harbour-lane.example" } }],
        receivedDateTime: "2026-03-02T08:00:00Z",
        isRead: false,
        isDraft: false,
        hasAttachments: true,
        importance: "high",
        flag: { flagStatus: "notFlagged" },
        categories: [],
      },
      undefined,
      false,
    );
    expect(JSON.stringify({ [id]: item }).length).toBeLessThanOrEqual(310);
  });
});
