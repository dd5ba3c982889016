import { mkdir, mkdtemp, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService, payloadsOf } from "../../test/calendar.fixture.ts";

const ben = "ben@contoso.example";
const times = { start: "2026-03-03T09:00", end: "2026-03-03T10:00" };

async function hostWithFiles(): Promise<TestHost> {
  const folder = await mkdtemp(join(tmpdir(), "casement-files-"));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "agenda.txt"), "One\nTwo");
  await writeFile(join(folder, "plan.pdf"), new Uint8Array(300_000).fill(7));
  await writeFile(join(folder, "slides.pptx"), new Uint8Array(5_000_000).fill(9));
  await writeFile(join(folder, "film.bin"), "");
  await truncate(join(folder, "film.bin"), 150 * 1024 * 1024 + 1);
  return calendarHost({ host: { files: { read: [folder] } } });
}

describe("attachments", () => {
  it("are attached to a new event, listed, and shown as such", async () => {
    await using t = await hostWithFiles();
    const { id } = await callService(t, "create-event", { subject: "x", ...times, attachments: ["agenda.txt", "plan.pdf"] });
    const { attachments } = await callService(t, "list-attachments", { id });
    expect(attachments).toMatchObject([
      { name: "agenda.txt", contentType: "text/plain" },
      { name: "plan.pdf", size: 300_000 },
    ]);
    await t.advance("61s");
    expect(t.sensor("calendar/calendar").attributes).toMatchObject({ hasAttachments: true });
    const [stored] = t.emulator.control.calendar.events(ada) as any[];
    expect(stored.hasAttachments).toBe(true);
  });

  it("can be larger than one request", async () => {
    await using t = await hostWithFiles();
    const { id } = await callService(t, "create-event", { subject: "x", ...times, attachments: ["slides.pptx", "agenda.txt"] });
    await callService(t, "modify-event", { id, attachments: ["slides.pptx"] });
    expect((await callService(t, "list-attachments", { id })).attachments).toMatchObject([
      { name: "agenda.txt" },
      { name: "slides.pptx", size: 5_000_000 },
    ]);
  });

  it("are there before the invitation goes out", async () => {
    await using t = await hostWithFiles();
    t.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben" });
    const created = await callService(t, "create-event", {
      subject: "x",
      ...times,
      attachments: ["agenda.txt"],
      attendees: [{ email: ben }],
    });
    expect(created).toMatchObject({ attendees: [{ email: ben }], hasAttachments: true });
    expect(t.emulator.control.calendar.events(ben)).toMatchObject([{ subject: "x" }]);
  });

  it("are added to an event, each name once, which is a change", async () => {
    await using t = await hostWithFiles();
    const { id } = await callService(t, "create-event", { subject: "x", ...times });
    for (let n = 0; n < 2; n++) await callService(t, "modify-event", { id, attachments: ["agenda.txt"] });
    expect((await callService(t, "list-attachments", { id })).attachments).toHaveLength(1);
    await t.advance("61s");
    expect(payloadsOf(t, "event-modified")[0]).toMatchObject({ changed: ["hasAttachments"] });
    const once = { subject: "y", ...times, attachments: ["plan.pdf"], transactionId: "1" };
    const [first, second] = [await callService(t, "create-event", once), await callService(t, "create-event", once)];
    expect(first.id).toBe(second.id);
    expect((await callService(t, "list-attachments", { id: first.id })).attachments).toHaveLength(1);
  });

  it.each([
    [["film.bin"], "file-refused", "attachments.0 is larger than 150 MB"],
    [["agenda.txt", "nothing.txt"], "file-refused", "nothing.txt"],
  ])("%j: refused before anything is sent", async (attachments, code, words) => {
    await using t = await hostWithFiles();
    await expect(callService(t, "create-event", { subject: "x", ...times, attachments })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    expect(t.emulator.control.calendar.events(ada)).toEqual([]);
  });
});
