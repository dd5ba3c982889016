import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createMailTest, expectRefusal, type MailTestSetup, readFolder, recipientsOf } from "../../../test/areas/mail/mail-test.fixture.ts";
import { testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;
const mebibyte = 1024 * 1024;
const range = 10 * 320 * 1024;
const sampleBytes = (size: number) => {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at++) bytes[at] = at * 31 + (at >> 8);
  return bytes;
};
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function openUploadSession({ me }: MailTestSetup, size: number, more: object = {}) {
  const draft = (await me.send("POST", "/me/messages", { subject: "Large", toRecipients: recipientsOf(ben) })).body.id;
  const item = { AttachmentItem: { attachmentType: "file", name: "plan.pdf", contentType: "application/pdf", size, ...more } };
  return { draft, opened: await me.send("POST", `/me/messages/${draft}/attachments/createUploadSession`, item) };
}

const putRange = async (
  { graph }: MailTestSetup,
  url: string,
  bytes: Uint8Array<ArrayBuffer>,
  from: number,
  of: number,
  headers: object = {},
) => {
  const response = await graph.emulator.fetch(url, {
    method: "PUT",
    headers: { "Content-Range": `bytes ${from}-${from + bytes.length - 1}/${of}`, ...headers },
    body: bytes,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
};

describe("upload sessions", () => {
  it("upload 20 MB in ranges to another origin without a token, and recipients receive identical bytes", async () => {
    const test = await createMailTest();
    const bytes = sampleBytes(20 * mebibyte);
    const { draft, opened } = await openUploadSession(test, bytes.length);
    expect(opened.body).toMatchObject({ nextExpectedRanges: ["0-"], expirationDateTime: expect.any(String) });
    const url = opened.body.uploadUrl;
    expect(url).toMatch(
      /^https:\/\/outlook\.office\.com\/api\/v2\.0\/Users\('[^']+'\)\/Messages\('[^']+'\)\/AttachmentSessions\('[^']+'\)\?authtoken=/,
    );
    let last: Awaited<ReturnType<typeof putRange>> | undefined;
    for (let at = 0; at < bytes.length; at += range) {
      last = await putRange(test, url, bytes.slice(at, at + range), at, bytes.length);
      if (last.status === 200) expect(last.body.nextExpectedRanges).toEqual([String(at + range)]);
    }
    expect([last!.status, last!.body]).toEqual([201, null]);
    const id = /\/Attachments\('([^']+)'\)$/.exec(last!.headers.get("location")!)![1]!;
    const listed = (await test.me.get(`/me/messages/${draft}/attachments/${id}?$select=name,size,contentType`)).body;
    expect(listed).toMatchObject({ id, name: "plan.pdf", contentType: "application/pdf" });
    await test.me.send("POST", `/me/messages/${draft}/send`);
    const [arrived] = (await test.other.get("/me/messages?$select=id,hasAttachments&$expand=attachments($select=name)")).body.value;
    const token = await test.graph.emulator.control.tokens.issue(ben, ["Mail.Read"]);
    const value = await test.graph.emulator.fetch(
      `https://graph.microsoft.com/v1.0/me/messages/${arrived.id}/attachments/${arrived.attachments[0].id}/$value`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    expect(digest(new Uint8Array(await value.arrayBuffer()))).toBe(digest(bytes));
  });

  it("report their progress, refuse wrong ranges, tokens, and ranges that are too large, and end when deleted or expired", async () => {
    const test = await createMailTest();
    const size = 5 * mebibyte;
    const { opened } = await openUploadSession(test, size);
    const url = opened.body.uploadUrl;
    expectRefusal("upload-with-token", await putRange(test, url, sampleBytes(10), 0, size, { authorization: "Bearer x" }));
    expectRefusal("upload-out-of-order", await putRange(test, url, sampleBytes(10), 10, size));
    expectRefusal("request-too-large", await putRange(test, url, sampleBytes(4 * mebibyte + 1), 0, size));
    expect((await putRange(test, url, sampleBytes(10), 0, size + 1)).status).toBe(400);
    expect((await putRange(test, url, sampleBytes(range), 0, size)).status).toBe(200);
    const state = async (method: string) => {
      const response = await test.graph.emulator.fetch(url, { method });
      return [response.status, ((await response.json().catch(() => ({}))) as any).nextExpectedRanges];
    };
    expect(await state("GET")).toEqual([200, [String(range)]]);
    expect(await state("DELETE")).toEqual([204, undefined]);
    expect((await state("GET"))[0]).toBe(404);
    const second = (await openUploadSession(test, size)).opened.body.uploadUrl;
    expect((await test.graph.emulator.fetch(second.replace(/authtoken=.*/, "authtoken=guess"))).status).toBe(404);
    await test.graph.clock.advance(25 * 3600_000);
    expect((await test.graph.emulator.fetch(second)).status).toBe(404);
  });

  it("accept files from 2 MiB to 150 MB, also inline ones", async () => {
    const test = await createMailTest();
    expectRefusal("upload-session-too-small", (await openUploadSession(test, 2 * mebibyte - 1)).opened);
    expectRefusal("upload-session-too-large", (await openUploadSession(test, 150 * mebibyte + 1)).opened);
    const { draft, opened } = await openUploadSession(test, 2 * mebibyte, { isInline: true, contentId: "plan" });
    expect((await putRange(test, opened.body.uploadUrl, sampleBytes(2 * mebibyte), 0, 2 * mebibyte)).status).toBe(201);
    const message = (await readFolder(test.me, "drafts")).find(({ id }) => id === draft);
    expect([message.hasAttachments, message.attachments[0].contentId]).toEqual([false, "plan"]);
  });

  it("require Mail.ReadWrite", async () => {
    const test = await createMailTest();
    const { draft } = await openUploadSession(test, 3 * mebibyte);
    const sender = await test.graph.client(ada, "Mail.Send");
    expect((await sender.send("POST", `/me/messages/${draft}/attachments/createUploadSession`, {})).status).toBe(403);
  });
});
