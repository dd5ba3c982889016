import { describe, expect, it } from "vitest";
import { createHttpRig, createHttpRigFor, type HttpRig } from "../../test/http-rig.fixture.ts";
import { readStream, type StreamReader } from "../../test/stream/read-stream.fixture.ts";

const openStream = async (rig: HttpRig, headers: Record<string, string> = {}, query = ""): Promise<StreamReader> =>
  readStream(await rig.request(`/api/v1/stream${query}`, { headers }));
const streamCount = async (rig: HttpRig): Promise<number> =>
  Number(/\ncasement_streams (\d+)/.exec(await (await rig.request("/metrics")).text())![1]);
const titlesOrPayloads = (messages: readonly { data: any }[]): unknown[] =>
  messages.map(({ data }) => data.attributes?.titles ?? data.payload);

describe("the event stream", () => {
  it("begins with every sensor, then sends changes and events as they happen", async () => {
    await using rig = await createHttpRig();
    const response = await rig.request("/api/v1/stream");
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const stream = readStream(response);
    const [sensor] = await stream.take(1);
    expect(sensor).toMatchObject({ event: "sensor", data: { id: "home/tasks/groceries", state: 0, error: null } });
    expect(stream.lastId).toBe(rig.testHost.host.events.lastId);
    // Not only in a block without data, which some parsers leave out.
    expect(stream.text).toContain(`id: ${stream.lastId}\nevent: sensor\n`);
    const id = await rig.addTask("Milk");
    const messages = await stream.take(2);
    // The sensor comes first, so that it is up to date when the event is handled.
    expect(messages[0]).toMatchObject({ event: "sensor", data: { state: 1 } });
    expect(messages[1]).toEqual({
      event: "event",
      id: rig.testHost.host.events.lastId,
      data: expect.objectContaining({
        id: rig.testHost.host.events.lastId,
        type: "tasks/task-created",
        payload: { id, origin: "casement" },
      }),
    });
    await stream.cancel();
  });

  it("resumes after Last-Event-ID without gaps or repetitions, even if no event was received before", async () => {
    await using rig = await createHttpRig();
    const first = await openStream(rig);
    await first.take(1);
    await first.cancel();
    const a = await rig.addTask("A");
    const second = await openStream(rig, { "last-event-id": first.lastId! });
    expect(titlesOrPayloads(await second.take(2))).toEqual([["A"], { id: a, origin: "casement" }]);
    await second.cancel();
    const b = await rig.addTask("B");
    const c = await rig.addTask("C");
    // The header takes precedence over the address.
    const third = await openStream(rig, { "last-event-id": second.lastId! }, "?after=0");
    expect(titlesOrPayloads(await third.take(3)).slice(1)).toEqual([
      { id: b, origin: "casement" },
      { id: c, origin: "casement" },
    ]);
    await third.cancel();
    expect((await rig.request("/api/v1/stream", { headers: { "last-event-id": "abc" } })).status).toBe(400);
  });

  it("resumes after a restart of the hub", async () => {
    const rig = await createHttpRig();
    await rig.addTask("A");
    const before = await openStream(rig);
    await before.take(1);
    const b = await rig.addTask("B");
    await before.take(2);
    const c = await rig.addTask("C");
    await rig.http.close();
    await using restartedHost = await rig.testHost.restart();
    await using restarted = await createHttpRigFor(restartedHost);
    const after = await openStream(restarted, { "last-event-id": before.lastId! });
    const [, event] = await after.take(2);
    expect(event?.data.payload).toEqual({ id: c, origin: "casement" });
    expect(b).not.toBe(c);
    const d = await restarted.addTask("D");
    const more = await after.take(2);
    expect(more.find((message) => message.event === "event")?.data.payload.id).toBe(d);
    await after.cancel();
  });

  it("catches up over several reads, and reports lost events", async () => {
    await using rig = await createHttpRig();
    const { events } = rig.testHost.host;
    const publishEvents = (from: number, count: number) => {
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
    publishEvents(base, 350);
    const stream = await openStream(rig, {}, `?after=${base - 1}`);
    await stream.take(1);
    const ids = async (count: number) => (await stream.take(count)).map(({ data }) => Number(data.id) - base);
    expect(await ids(200)).toEqual(Array.from({ length: 200 }, (_, at) => at));
    publishEvents(base + 350, 10);
    expect(await ids(160)).toEqual(Array.from({ length: 160 }, (_, at) => 200 + at));
    await stream.cancel();
    publishEvents(base + 360, 5_000);
    const lateStream = await openStream(rig, { "last-event-id": String(base) });
    const [, lost, first] = await lateStream.take(3);
    expect(lost).toMatchObject({ event: "lost", data: { after: String(base) } });
    expect(first).toMatchObject({ event: "event", data: { id: String(base + 360) } });
    await lateStream.cancel();
  });

  it("is not mute after an id that is higher than any, because the clock was ahead and data was lost", async () => {
    await using rig = await createHttpRig();
    const future = String(rig.testHost.clock.now().getTime() + 2 * 86_400_000);
    const a = await rig.addTask("A");
    const stream = await openStream(rig, { "last-event-id": future });
    expect((await stream.take(3)).map(({ data }) => data.payload?.id ?? data.type)).toEqual([undefined, "account/signed-in", a]);
    const b = await rig.addTask("B");
    expect((await stream.take(2))[1]?.data.payload.id).toBe(b);
    await stream.cancel();
    const resumed = await openStream(rig, { "last-event-id": stream.lastId! });
    await resumed.take(1);
    const c = await rig.addTask("C");
    expect((await resumed.take(2))[1]?.data.payload.id).toBe(c);
    await resumed.cancel();
  });

  it("sends an event that was committed after one with a higher id", async () => {
    await using rig = await createHttpRig();
    const publish = (id: number) =>
      (rig.testHost.host.events as unknown as { publish(events: readonly object[]): void }).publish([
        { id: String(id), account: "home", type: "x/y", at: "", payload: null },
      ]);
    const stream = await openStream(rig);
    await stream.take(1);
    const base = Number(rig.testHost.host.events.lastId) + 1;
    publish(base + 1);
    await stream.take(1);
    publish(base);
    expect(await stream.take(1)).toMatchObject([{ id: String(base + 1), data: { id: String(base) } }]);
    await stream.cancel();
  });

  it("sends nothing twice that the host tells of later than its journal has it", async () => {
    await using rig = await createHttpRig();
    const { events } = rig.testHost.host;
    Object.assign(events, { inOrder: true });
    const publish = (id: number) =>
      (events as unknown as { publish(events: readonly object[]): void }).publish([
        { id: String(id), account: "home", type: "x/y", at: "", payload: null },
      ]);
    const base = Number(events.lastId) + 1;
    publish(base);
    const stream = await openStream(rig, { "last-event-id": String(base) });
    await stream.take(1);
    publish(base);
    publish(base + 1);
    expect(await stream.take(1)).toMatchObject([{ data: { id: String(base + 1) } }]);
    publish(base + 1);
    publish(base + 2);
    expect(await stream.take(1)).toMatchObject([{ data: { id: String(base + 2) } }]);
    await stream.cancel();
  });

  it("does not send a state that is older than one that it has sent", async () => {
    await using rig = await createHttpRig();
    const held = rig.hold();
    const stream = await openStream(rig);
    await rig.testHost.account.call("tasks/add-task", { title: "Milk", sensor: "groceries" });
    expect(held.count).toBe(1);
    held.release();
    const [sensor, event] = await stream.take(2);
    expect([sensor?.data.state, event?.data.type]).toEqual([1, "tasks/task-created"]);
    await rig.addTask("Bread");
    expect((await stream.take(1))[0]).toMatchObject({ event: "sensor", data: { state: 2 } });
    await stream.cancel();
  });

  it("loses and repeats nothing that happens while the journal is read, and sends a sensor before its event", async () => {
    await using rig = await createHttpRig();
    const stream = await openStream(rig);
    await stream.take(1);
    const addTask = (title: string) => rig.testHost.account.call("tasks/add-task", { title, sensor: "groceries" });
    const held = rig.hold();
    await addTask("A");
    await expect.poll(() => held.count).toBe(1);
    await addTask("B");
    await addTask("C");
    held.release();
    const messages = await stream.take(4);
    const ids = rig.testHost.events.slice(-3).map(({ id }) => id);
    expect(messages.map(({ event, data }) => (event === "event" ? data.id : data.state))).toEqual([3, ...ids]);
    await rig.addTask("D");
    expect((await stream.take(2)).map(({ event, data }) => data.state ?? event)).toEqual([4, "event"]);
    await stream.cancel();
  });

  it("sends a heartbeat every 20 s", async () => {
    await using rig = await createHttpRig({ mode: "once" });
    const stream = await openStream(rig);
    await stream.take(1);
    for (let count = 0; count < 3; count++) {
      await rig.testHost.advance("20s");
      expect(await stream.take(1)).toMatchObject([{ event: "heartbeat", data: {} }]);
    }
    await rig.http.close();
    await expect(stream.take(1)).rejects.toThrow("has ended");
    expect(await streamCount(rig)).toBe(0);
  });

  it("merges the changes of a sensor for a slow client, and disconnects a client that no longer reads", async () => {
    await using rig = await createHttpRig({ mode: "once" });
    let disconnects = 0;
    const request = new Request("http://127.0.0.1:8365/api/v1/stream", {
      headers: { host: "127.0.0.1:8365", authorization: "Bearer the-full-token-of-the-test" },
    });
    const connection = { outgoing: { destroy: () => void disconnects++ } };
    const slowStream = readStream(await rig.http.fetch(request, connection));
    await slowStream.take(1);
    for (const title of ["A", "B", "C", "D"]) await rig.addTask(title);
    const states: number[] = [];
    for (let events = 0; events < 4; ) {
      const [message] = await slowStream.take(1);
      if (message?.event === "event") events++;
      else states.push(message?.data.state);
    }
    // One chunk is generated ahead, at the first change. The later changes are merged into one.
    expect(states).toEqual([1, 4]);
    await rig.addTask("E");
    await rig.testHost.advance("20s");
    expect([disconnects, await streamCount(rig)]).toEqual([0, 1]);
    await rig.testHost.advance("40s");
    expect([disconnects, await streamCount(rig)]).toEqual([1, 0]);
  });
});
