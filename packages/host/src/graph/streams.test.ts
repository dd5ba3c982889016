import type { FileHandle } from "@casement/core";
import { describe, expect, test } from "vitest";
import {
  createScriptedGateway,
  createThrottledReply,
  createWatchedSignal,
  type ReplyScript,
  type ScriptedReply,
} from "../../test/graph/gateway.fixture.ts";

const stream = (...chunks: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
      controller.close();
    },
  });
const text = async (content: Promise<ReadableStream<Uint8Array>>) => new Response(await content).text();
const content = "/me/messages/1/attachments/2/$value";

describe("download", () => {
  test("returns a stream, is counted, and is retried before the first byte", async () => {
    let tries = 0;
    const s = createScriptedGateway(() => (tries++ === 0 ? createThrottledReply("3") : { body: stream("hel", "lo") }));
    expect(await s.run(text(s.graph.download(content)))).toBe("hello");
    expect(s.http.map((seen) => seen.at)).toEqual([0, 3]);
    expect(s.gateway.metrics().total).toMatchObject({
      requests: 2,
      units: 2,
      bytesIn: JSON.stringify(createThrottledReply("3").body).length + 5,
    });
  });

  test("fails with the usual error when Graph refuses", async () => {
    const s = createScriptedGateway(() => ({ status: 404, body: { error: { code: "ErrorItemNotFound" } } }));
    await expect(s.run(s.graph.download(content))).rejects.toMatchObject({
      code: "graph-not-found",
      details: { code: "ErrorItemNotFound" },
    });
  });

  test("follows a redirect without the token", async () => {
    const elsewhere = "https://contents.example/secret";
    const s = createScriptedGateway((seen) =>
      seen.url === elsewhere ? { body: stream("x") } : { status: 302, headers: { location: elsewhere } },
    );
    expect(await s.run(text(s.graph.download(content)))).toBe("x");
    expect(s.http.map((seen) => seen.headers.authorization)).toEqual(["Bearer SECRET-0", undefined]);
    expect(s.http[1]!.headers.prefer).toBeUndefined();
  });

  test.each(["http://contents.example/secret", "file:///etc/passwd"])("does not follow a redirect to %s", async (location) => {
    const s = createScriptedGateway(() => ({ status: 302, headers: { location } }));
    await expect(s.run(s.graph.download(content))).rejects.toMatchObject({ code: "graph-error", details: { status: 302 } });
    expect(s.http).toHaveLength(1);
  });

  test("fails when it stalls, and at once when it is aborted", async () => {
    const stalled = () => ({ body: new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(Buffer.from("x")) }) });
    const s = createScriptedGateway(stalled);
    const { signal, abort, listeners } = createWatchedSignal();
    await expect(s.run(text(s.graph.download(content)))).rejects.toThrow("no response from Microsoft Graph within 30 s");
    const reading = s.run(text(s.as({ signal }).download(content)), 5);
    abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
    expect(listeners()).toBe(0);
  });

  test("leaves no listener once it is read", async () => {
    const { signal, listeners } = createWatchedSignal();
    const s = createScriptedGateway(() => ({ body: stream("a", "b") }));
    expect(await s.run(text(s.as({ signal }).download(content)))).toBe("ab");
    await s.run(
      s
        .as({ signal })
        .download(content)
        .then((unread) => unread.cancel()),
    );
    expect(listeners()).toBe(0);
  });
});

const kib = 1024;
const range = 3200 * kib;
/** Repeats a pattern whose length divides no range, so that misplaced bytes are noticed. */
const bytesOf = (size: number) => Buffer.alloc(size, Buffer.from(Uint8Array.from({ length: 251 }, (_, index) => index)));
const file = (bytes: Buffer, chunk = 1000 * kib): FileHandle & { opened: number } => ({
  name: "a.bin",
  size: bytes.byteLength,
  type: "application/octet-stream",
  opened: 0,
  stream() {
    this.opened++;
    return stream(
      ...Array.from({ length: Math.ceil(bytes.byteLength / chunk) }, (_, index) => bytes.subarray(index * chunk, (index + 1) * chunk)),
    );
  },
});

/** An upload session of Graph. `disturb` can reply to a range itself, before or after it is stored. */
function session(size: number, disturb: (put: number, take: () => void) => ScriptedReply | Error | "hang" | undefined = () => undefined) {
  const received = Buffer.alloc(size);
  let [next, puts] = [0, 0];
  const uploadUrl = "https://outlook.office.com/upload/secret?sig=1";
  const script: ReplyScript = (seen) => {
    if (seen.path.endsWith("/createUploadSession")) return { status: 201, body: { uploadUrl, nextExpectedRanges: ["0-"] } };
    if (seen.url !== uploadUrl) return { status: 404 };
    if (seen.method === "GET") return { body: { nextExpectedRanges: [`${next}-`] } };
    const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(seen.headers["content-range"] ?? "")!.map(Number);
    const take = () => {
      if (first !== next || total !== size || seen.bytes!.byteLength !== last! - first! + 1) throw new Error("wrong range");
      received.set(seen.bytes!, first);
      next = last! + 1;
    };
    const disturbed = disturb(++puts, take);
    if (disturbed) return disturbed;
    take();
    return next < size ? { status: 202, body: { nextExpectedRanges: [`${next}-`] } } : { status: 201, body: { id: "item-1" } };
  };
  return { script, received };
}
const path = "/me/messages/1/attachments/createUploadSession";

describe("upload", () => {
  test("sends ranges in multiples of 320 KiB, without the token", async () => {
    const bytes = bytesOf(2 * range + 5);
    const { script, received } = session(bytes.byteLength);
    const s = createScriptedGateway(script);
    const progress: number[] = [];
    const graph = s.as({ purpose: "service" });
    const made = await s.run(graph.upload(path, { AttachmentItem: {} }, file(bytes), (done) => progress.push(done)));
    expect(made).toEqual({ id: "item-1" });
    expect(received.equals(bytes)).toBe(true);
    expect(progress).toEqual([range, 2 * range, 2 * range + 5]);
    const puts = s.http.slice(1);
    expect(puts.map((seen) => seen.headers["content-range"])).toEqual([
      `bytes 0-${range - 1}/${bytes.byteLength}`,
      `bytes ${range}-${2 * range - 1}/${bytes.byteLength}`,
      `bytes ${2 * range}-${2 * range + 4}/${bytes.byteLength}`,
    ]);
    expect(range % (320 * kib)).toBe(0);
    expect(s.http.map((seen) => seen.headers.authorization)).toEqual(["Bearer SECRET-0", undefined, undefined, undefined]);
    expect(s.http[0]!.body).toEqual({ AttachmentItem: {} });
  });

  test.each<[string, (take: () => void) => ScriptedReply | Error | "hang"]>([
    ["a range that was lost", () => new Error("reset")],
    [
      "a range whose response was lost",
      (take) => {
        take();
        return new Error("reset");
      },
    ],
    ["an outage", () => ({ status: 503 })],
    ["no response", () => "hang"],
    ["throttling", () => createThrottledReply("5")],
    ["a response that never ends", () => ({ body: new ReadableStream() })],
  ])("continues after %s", async (_, disturb) => {
    const bytes = bytesOf(2 * range + 5);
    const { script, received } = session(bytes.byteLength, (put, take) => (put === 2 ? disturb(take) : undefined));
    const s = createScriptedGateway(script);
    expect(await s.run(s.as({ purpose: "service" }).upload(path, {}, file(bytes)), 200)).toEqual({ id: "item-1" });
    expect(received.equals(bytes)).toBe(true);
  });

  test("goes back to the offset that the server requests, reading the file again", async () => {
    const bytes = bytesOf(2 * range + 5);
    let asked = false;
    const inner = session(bytes.byteLength);
    const s = createScriptedGateway((seen) => {
      if (seen.headers["content-range"]?.startsWith(`bytes ${range}-`) && !asked) {
        asked = true;
        return { status: 202, body: { NextExpectedRanges: [String(range)] } };
      }
      return inner.script(seen);
    });
    const handle = file(bytes);
    await s.run(s.as({ purpose: "service" }).upload(path, {}, handle));
    expect([inner.received.equals(bytes), handle.opened]).toEqual([true, 2]);
    const starts = s.http.slice(1).map((seen) => Number(/^bytes (\d+)/.exec(seen.headers["content-range"]!)![1]));
    expect(starts).toEqual([0, range, range, 2 * range]);
  });

  test("gives up when the outage lasts", async () => {
    const { script } = session(10, () => ({ status: 503 }));
    const s = createScriptedGateway(script);
    await expect(s.run(s.as({ purpose: "service" }).upload(path, {}, file(bytesOf(10))))).rejects.toMatchObject({
      code: "graph-unreachable",
    });
    expect(s.http.filter((seen) => seen.method === "PUT").map((seen) => seen.at)).toEqual([0, 1, 3, 7]);
  });

  test("gives up when the server accepts no more data", async () => {
    const s = createScriptedGateway((seen) =>
      seen.path === path
        ? { body: { uploadUrl: "https://outlook.office.com/u", nextExpectedRanges: ["0-"] } }
        : { status: 202, body: { nextExpectedRanges: ["0-"] } },
    );
    await expect(s.run(s.as({ purpose: "service" }).upload(path, {}, file(bytesOf(10))))).rejects.toMatchObject({ code: "graph-error" });
    expect(s.http.length).toBeLessThan(6);
  });

  test("returns the id from the Location header of Outlook's last response", async () => {
    const location = "https://outlook.office.com/api/v2.0/Users('u')/Messages('m')/Attachments('AAMk=')";
    const s = createScriptedGateway((seen) =>
      seen.path === path ? { body: { uploadUrl: "https://outlook.office.com/u" } } : { status: 201, headers: { location } },
    );
    expect(await s.run(s.as({ purpose: "service" }).upload(path, {}, file(bytesOf(10))))).toEqual({ id: "AAMk=" });
  });

  test.each(["http://outlook.office.com/u", "ftp://x/y", "/u", undefined])("sends nothing to %s", async (uploadUrl) => {
    const s = createScriptedGateway(() => ({ body: { uploadUrl } }));
    await expect(s.run(s.as({ purpose: "service" }).upload(path, {}, file(bytesOf(10))))).rejects.toMatchObject({ code: "graph-error" });
    expect(s.http).toHaveLength(1);
  });

  test("fails when the file becomes shorter", async () => {
    const { script } = session(20);
    const s = createScriptedGateway(script);
    await expect(s.run(s.as({ purpose: "service" }).upload(path, {}, { ...file(bytesOf(10)), size: 20 }))).rejects.toMatchObject({
      code: "file-refused",
    });
  });
});
