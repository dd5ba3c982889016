import { describe, expect, it } from "vitest";
import { overHost, type TestHttp, testHttp } from "../http.fixture.ts";
import { readStream, type StreamReader } from "./read-stream.fixture.ts";

const open = async (h: TestHttp, headers: Record<string, string> = {}, query = ""): Promise<StreamReader> =>
  readStream(await h.ask(`/api/v1/stream${query}`, { headers }));
const streams = async (h: TestHttp): Promise<number> => Number(/\ncasement_streams (\d+)/.exec(await (await h.ask("/metrics")).text())![1]);
const titles = (messages: readonly { data: any }[]): unknown[] => messages.map(({ data }) => data.attributes?.titles ?? data.payload);

describe("the event stream", () => {
  it("begins with every sensor, then gives changes and events as they come", async () => {
    await using h = await testHttp();
    const response = await h.ask("/api/v1/stream");
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const stream = readStream(response);
    const [sensor] = await stream.take(1);
    expect(sensor).toMatchObject({ event: "sensor", data: { id: "home/tasks/groceries", state: 0, error: null } });
    expect(stream.lastId).toBe(h.t.host.events.lastId);
    const id = await h.addTask("Milk");
    const messages = await stream.take(2);
    // The sensor first: who acts on the event finds it up to date.
    expect(messages[0]).toMatchObject({ event: "sensor", data: { state: 1 } });
    expect(messages[1]).toEqual({
      event: "event",
      id: h.t.host.events.lastId,
      data: expect.objectContaining({ id: h.t.host.events.lastId, type: "tasks/task-created", payload: { id, origin: "casement" } }),
    });
    await stream.cancel();
  });

  it("goes on after Last-Event-ID without gap or repetition, also when no event had come before the break", async () => {
    await using h = await testHttp();
    const first = await open(h);
    await first.take(1);
    await first.cancel();
    const a = await h.addTask("A");
    const second = await open(h, { "last-event-id": first.lastId! });
    expect(titles(await second.take(2))).toEqual([["A"], { id: a, origin: "casement" }]);
    await second.cancel();
    const b = await h.addTask("B");
    const c = await h.addTask("C");
    // The address it began with says less than the header.
    const third = await open(h, { "last-event-id": second.lastId! }, "?after=0");
    expect(titles(await third.take(3)).slice(1)).toEqual([
      { id: b, origin: "casement" },
      { id: c, origin: "casement" },
    ]);
    await third.cancel();
    expect((await h.ask("/api/v1/stream", { headers: { "last-event-id": "abc" } })).status).toBe(400);
  });

  it("goes on over a restart of the hub", async () => {
    const h = await testHttp();
    await h.addTask("A");
    const before = await open(h);
    await before.take(1);
    const b = await h.addTask("B");
    await before.take(2);
    const c = await h.addTask("C");
    h.http.close();
    await using t = await h.t.restart();
    await using again = await overHost(t);
    const after = await open(again, { "last-event-id": before.lastId! });
    const [, event] = await after.take(2);
    expect(event?.data.payload).toEqual({ id: c, origin: "casement" });
    expect(b).not.toBe(c);
    const d = await again.addTask("D");
    const more = await after.take(2);
    expect(more.find((message) => message.event === "event")?.data.payload.id).toBe(d);
    await after.cancel();
  });

  it("catches up over many pages, and says what is lost", async () => {
    await using h = await testHttp();
    const { events } = h.t.host;
    const raise = (from: number, count: number) => {
      const list = Array.from({ length: count }, (_, at) => ({
        id: String(from + at),
        account: "home",
        type: "x/y",
        at: "",
        payload: null,
      }));
      (events as unknown as { publish(events: readonly object[]): void }).publish(list);
    };
    const base = Number(events.lastId) + 1;
    raise(base, 350);
    const stream = await open(h, {}, `?after=${base - 1}`);
    await stream.take(1);
    const ids = async (count: number) => (await stream.take(count)).map(({ data }) => Number(data.id) - base);
    expect(await ids(200)).toEqual(Array.from({ length: 200 }, (_, at) => at));
    raise(base + 350, 10);
    expect(await ids(160)).toEqual(Array.from({ length: 160 }, (_, at) => 200 + at));
    await stream.cancel();
    raise(base + 360, 5_000);
    const late = await open(h, { "last-event-id": String(base) });
    const [, lost, first] = await late.take(3);
    expect(lost).toMatchObject({ event: "lost", data: { after: String(base) } });
    expect(first).toMatchObject({ event: "event", data: { id: String(base + 360) } });
    await late.cancel();
  });

  it("gives an event that was committed after one with a higher id", async () => {
    await using h = await testHttp();
    const publish = (id: number) =>
      (h.t.host.events as unknown as { publish(events: readonly object[]): void }).publish([
        { id: String(id), account: "home", type: "x/y", at: "", payload: null },
      ]);
    const stream = await open(h);
    await stream.take(1);
    const base = Number(h.t.host.events.lastId) + 1;
    publish(base + 1);
    await stream.take(1);
    publish(base);
    expect(await stream.take(1)).toMatchObject([{ id: String(base + 1), data: { id: String(base) } }]);
    await stream.cancel();
  });

  it("keeps the line open by a comment every 20 s, and sleeps when nobody reads", async () => {
    await using h = await testHttp({ mode: "once" });
    const stream = await open(h);
    await stream.take(1);
    const before = stream.text;
    const reading = stream.take(1).catch((error) => String(error));
    await h.t.advance("60s");
    expect(stream.text.slice(before.length)).toBe(":\n\n".repeat(3));
    h.http.close();
    expect(await reading).toMatch("has ended");
    expect(await streams(h)).toBe(0);
  });

  it("lets the changes of a sensor fall together for a slow reader, and drops one that has stopped reading", async () => {
    await using h = await testHttp({ mode: "once" });
    let dropped = 0;
    const request = new Request("http://127.0.0.1:8365/api/v1/stream", {
      headers: { host: "127.0.0.1:8365", authorization: "Bearer the-full-token-of-the-test" },
    });
    const connection = { outgoing: { destroy: () => void dropped++ } };
    const slow = readStream(await h.http.fetch(request, connection));
    await slow.take(1);
    for (const title of ["A", "B", "C", "D"]) await h.addTask(title);
    const states: number[] = [];
    for (let events = 0; events < 4; ) {
      const [message] = await slow.take(1);
      if (message?.event === "event") events++;
      else states.push(message?.data.state);
    }
    // One chunk is made ahead, when the first change comes; what follows is one state.
    expect(states).toEqual([1, 4]);
    await h.addTask("E");
    await h.t.advance("20s");
    expect([dropped, await streams(h)]).toEqual([0, 1]);
    await h.t.advance("40s");
    expect([dropped, await streams(h)]).toEqual([1, 0]);
  });
});
