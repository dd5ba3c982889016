import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";
import { refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben } = testUsers;
const size = 3_000_000;
const half = size / 2;
const info = { attachmentType: "file", name: "flower.bin", size };

async function setUp() {
  const graph = createTestGraph();
  const client = await graph.client(ada, "Tasks.ReadWrite");
  const task = `/me/todo/lists/Tasks/tasks/${graph.emulator.control.todo.addTask(ada, "Tasks", { title: "Pack" })}`;
  const open = (attachmentInfo: object = info) => client.send("POST", `${task}/attachments/createUploadSession`, { attachmentInfo });
  const token = await graph.emulator.control.tokens.issue(ada, ["Tasks.ReadWrite"]);
  const put = (uploadUrl: string, first: number, bytes: Uint8Array, authorization = `Bearer ${token}`) =>
    graph.emulator.fetch(`${uploadUrl}/content`, {
      method: "PUT",
      headers: {
        authorization,
        "content-type": "application/octet-stream",
        "content-range": `bytes ${first}-${first + bytes.length - 1}/${size}`,
      },
      body: bytes.slice(),
    });
  return { graph, client, task, open, put };
}

describe("an upload session of a task", () => {
  it("receives a file in ranges with the token, and attaches it", async () => {
    const { client, task, open, put } = await setUp();
    const { status, body } = await open();
    expect([status, body.nextExpectedRanges]).toEqual([200, ["0-"]]);
    const first = await put(body.uploadUrl, 0, new Uint8Array(half).fill(1));
    expect([first.status, await first.json()]).toMatchObject([200, { NextExpectedRanges: [String(half)] }]);
    expect((await client.get(body.uploadUrl)).body).toMatchObject({ nextExpectedRanges: [String(half)] });
    expect((await put(body.uploadUrl, 0, new Uint8Array(half))).status).toBe(refusalTable["upload-out-of-order"].status);
    expect((await put(body.uploadUrl, half, new Uint8Array(half), "")).status).toBe(401);
    const last = await put(body.uploadUrl, half, new Uint8Array(half).fill(2));
    expect([last.status, last.headers.get("location")]).toEqual([201, expect.stringContaining("/attachments/")]);
    const attachment = (await client.get(last.headers.get("location")!)).body;
    expect(attachment).toMatchObject({ name: "flower.bin", size });
    expect(Buffer.from(attachment.contentBytes, "base64").subarray(half - 1, half + 1)).toEqual(Buffer.from([1, 2]));
    expect((await client.get(task)).body.hasAttachments).toBe(true);
    expect((await client.get(body.uploadUrl)).status).toBe(404);
  });

  it("is deleted, expires, belongs to its task and user, and has a limit", async () => {
    const { graph, client, open, put } = await setUp();
    const { uploadUrl } = (await open()).body;
    const other = await graph.client(ben, "Tasks.ReadWrite");
    expect((await other.get(uploadUrl)).status).toBe(refusalTable["todo-other-user"].status);
    expect((await (await graph.client(ada, "Tasks.Read")).get(uploadUrl)).status).toBe(403);
    expect((await client.send("DELETE", uploadUrl)).status).toBe(204);
    expect((await put(uploadUrl, 0, new Uint8Array(half))).status).toBe(404);
    const { uploadUrl: second } = (await open()).body;
    await graph.clock.advance(25 * 3600_000);
    const later = await graph.client(ada, "Tasks.ReadWrite");
    expect((await later.get(second)).status).toBe(404);
    const large = await later.send("POST", `${second.split("/attachmentSessions")[0]}/attachments/createUploadSession`, {
      attachmentInfo: { ...info, size: 26 * 1024 * 1024 },
    });
    const row = refusalTable["todo-upload-too-large"];
    expect([large.status, large.body.error.message]).toEqual([row.status, row.message]);
  });
});
