import { describe, expect, it } from "vitest";
import type { TestBroker } from "../test-broker.fixture.ts";
import { startTestMqtt, waitForIo, waitUntilDisconnected } from "../test-mqtt.fixture.ts";

const attic = "casement/home/sensor/house/attic";

/** Services that messages call. */
export function describeCalls(name: string, start: () => Promise<TestBroker>, supportsMqtt5: boolean): void {
  describe(`on ${name}: calls`, () => {
    it("responds on the topic that the payload names", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      await m.subscriber.publish("casement/home/call/house/open", { id: "1", $replyTo: "my/response", $id: 7 });
      expect(JSON.parse((await m.waitForMessage(({ topic }) => topic === "my/response")).payload)).toEqual({
        id: 7,
        ok: true,
        result: { count: 1 },
      });
      expect(m.devices.calls).toEqual([{ service: "open", input: { id: "1" } }]);
      await m.subscriber.publish("casement/home/call/house/look", {});
      await m.settle();
      expect(m.devices.calls.at(-1)).toEqual({ service: "look", input: {} });
      expect(m.devices.calls.at(-1)).toEqual({ service: "look", input: {} });
      expect(await m.call("account/rescan", {})).toEqual({ ok: true, result: { sensors: 5 } });
      m.devices.lamps.a!.state = "on";
      expect(await m.call("account/refresh", { sensor: "house/attic" })).toEqual({ ok: true, result: null });
      await m.waitForMessage(({ topic, payload }) => topic === `${attic}/state` && payload === "on");
    });

    it("runs nothing for an empty payload, which may only delete a retained message, and says so", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      for (const retain of [false, true]) {
        await m.subscriber.publish("casement/home/call/house/look", "", { retain });
        await m.settle();
      }
      expect(m.devices.calls).toEqual([]);
      expect(m.logLines.filter((line) => line.includes("house/look failed: input-invalid"))).toHaveLength(2);
    });

    if (supportsMqtt5)
      it("responds with the response topic and correlation data of MQTT 5", async () => {
        await using broker = await start();
        await using m = await startTestMqtt(broker, { version: 5 });
        const correlationData = Buffer.from([1, 2, 255]);
        await m.subscriber.publish(
          "casement/home/call/house/open",
          { id: "1" },
          { properties: { responseTopic: "my/response", correlationData } },
        );
        const response = await m.waitForMessage(({ topic }) => topic === "my/response");
        expect(JSON.parse(response.payload)).toEqual({ ok: true, result: { count: 1 } });
        expect(Buffer.from(response.properties?.correlationData ?? "")).toEqual(correlationData);
      });

    it("rejects calls that it cannot run, with an error that quotes no contents", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      expect(await m.call("house/nothing", {})).toMatchObject({ ok: false, error: { code: "service-unknown" } });
      expect(await m.call("house/open", { id: 3 })).toMatchObject({
        ok: false,
        error: { code: "input-invalid", details: { issues: [{ path: "id" }] } },
      });
      expect(await m.call("house/look", {}, "nobody")).toMatchObject({ ok: false, error: { code: "account-unknown" } });
      expect(await m.call("house/fail", {})).toMatchObject({ ok: false, error: { code: "plugin-failed" } });
      const error = "casement/home/error";
      await m.subscriber.publish("casement/home/call/house/open", "open sesame");
      expect(JSON.parse((await m.waitForMessage(({ topic }) => topic === error)).payload)).toMatchObject({
        service: "house/open",
        error: { code: "input-invalid" },
      });
      // A response on this topic would be another call.
      await m.subscriber.publish("casement/home/call/house/open", { id: "1", $replyTo: "casement/home/call/house/open" });
      await m.waitForMessage(() => m.subscriber.payloads(error).length === 2);
      await m.subscriber.publish("casement/home/call/house/open", { id: "1" }, { retain: true });
      await m.waitForMessage(() => m.subscriber.payloads(error).length === 3 || m.devices.calls.length > 0);
      expect(m.devices.calls.length).toBeLessThan(3);
      expect([...m.logLines, ...m.subscriber.payloads(error)].join()).not.toMatch(/Bob|sesame/);
    });

    it("raises an event for a failed call that named no response topic, with the reason and nothing of the input", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const failed = "casement/home/event/account/call-failed";
      await m.subscriber.publish(`${attic}/set`, "Dear Bob");
      await m.waitForMessage(({ topic }) => topic === failed);
      await m.subscriber.publish("casement/home/notify/house/sing", "Dear Bob");
      await m.subscriber.publish("casement/home/call/house/open", { id: 7, text: "Dear Bob" });
      await m.waitForMessage(() => m.subscriber.payloads(failed).length === 3);
      expect(await m.call("house/open", { id: 7 })).toMatchObject({ ok: false });
      await m.settle();
      const events = m.subscriber.payloads(failed).map((text) => JSON.parse(text));
      expect(events.map(({ payload }) => payload)).toEqual([
        { sensor: "house/attic", via: "mqtt", code: "input-invalid", message: "home/house/attic accepts only ON or OFF." },
        { service: "house/sing", via: "mqtt", code: "input-invalid", message: expect.stringMatching(/more than a text/) },
        {
          service: "house/open",
          via: "mqtt",
          code: "input-invalid",
          message: expect.stringMatching(/^The input of house\/open is invalid/),
        },
      ]);
      expect(events[0]).toMatchObject({ event_type: "call-failed", id: expect.any(String), type: "account/call-failed", account: "home" });
      expect(JSON.stringify(events)).not.toContain("Bob");
    });

    it("raises at most 20 events for failed calls in a minute", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const error = "casement/home/error";
      const fail = async (count: number) => {
        const before = m.subscriber.payloads(error).length;
        for (let i = 0; i < count; i++) await m.subscriber.publish(`${attic}/set`, `maybe ${i}`);
        await m.waitForMessage(() => m.subscriber.payloads(error).length === before + count);
        await m.settle();
        return m.subscriber.payloads("casement/home/event/account/call-failed").length;
      };
      expect(await fail(40)).toBe(20);
      await m.t.clock.advance(60_000);
      expect(await fail(3)).toBe(23);
    });

    it("refuses what a service does not have, calls beyond 200 waiting ones, and names of JavaScript", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const refusedField = (pointer: string) => ({ ok: false, error: { code: "input-invalid", details: { issues: [{ pointer }] } } });
      expect(await m.call("house/open", { id: "1", door: "front" })).toMatchObject(refusedField("/door"));
      expect(await m.call("account/refresh", { sensors: "house/attic" })).toMatchObject(refusedField("/sensors"));
      expect(await m.call("account/refresh", { sensor: 7 })).toMatchObject(refusedField("/sensor"));
      expect(await m.call("account/rescan", { sensor: "x" })).toMatchObject(refusedField("/sensor"));
      expect(await m.call("house/constructor", {})).toMatchObject({ ok: false, error: { code: "service-unknown" } });
      expect(m.devices.calls).toEqual([]);
      const waiting = Array.from({ length: 200 }, () => m.t.account.call("house/slow").catch(() => {}));
      expect(await m.call("house/open", { id: "1" })).toMatchObject({
        ok: false,
        error: { code: "too-many-calls", message: expect.stringMatching(/Try again in 5 s/), details: { retryAfter: 5 } },
      });
      expect(m.devices.calls).toEqual([]);
      void Promise.all(waiting);
    });

    it("runs no call whose response topic is not valid or belongs to the hub, and stays connected", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { mqtt: { discoveryPrefix: "ha" } });
      const error = "casement/home/error";
      const reserved = [
        "casement",
        "casement/home/sensor/house/attic/state",
        "casement/new",
        "ha/switch/evil/config",
        "ha",
        "$SYS/x",
        "$share/a/b",
      ];
      const malformed = ["a\n", "a\u0001", "a\u007f", "a\u0085", "a\ud800", "a\ufffe", "a/+", "#", "", "x".repeat(70_000), 7, null];
      let expected = 0;
      for (const $replyTo of [...reserved, ...malformed]) {
        await m.subscriber.publish("casement/home/call/house/open", { id: "1", $replyTo });
        await m.subscriber.publish("casement/home/notify/house/tell", { text: "Dinner", $replyTo });
        expected += 2;
        await m.waitForMessage(() => m.subscriber.payloads(error).length === expected);
      }
      expect(m.subscriber.payloads(error).map((text) => JSON.parse(text).error)).toEqual(
        Array(expected).fill(expect.objectContaining({ code: "input-invalid", message: expect.stringMatching(/response topic/) })),
      );
      expect(m.devices.calls).toEqual([]);
      expect(m.subscriber.payloads("casement/status")).toEqual(["online"]);
      await m.subscriber.publish("casement/home/call/house/open", { id: "1", $replyto: "my/response" });
      await m.subscriber.publish("casement/home/notify/house/tell", { text: "Dinner", $replyto: "my/response" });
      await m.waitForMessage(() => m.subscriber.payloads(error).length === expected + 2);
      expect(m.subscriber.json(error).error.message).toMatch(/\$replyto.*Did you mean \$replyTo\?/);
      expect(m.devices.calls).toEqual([]);
      // Topics that only begin with the same letters are free.
      await m.subscriber.publish("casement/home/call/house/open", { id: "1", $replyTo: "casement-answers/1" });
      await m.waitForMessage(({ topic }) => topic === "casement-answers/1");
    });

    it("does not repeat a call that was sent as a retained message", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      await m.subscriber.publish("casement/home/call/house/open", { id: "1" }, { retain: true });
      await m.settle();
      const callCount = m.devices.calls.length;
      broker.breakConnections();
      await waitUntilDisconnected(m);
      broker.allowConnections();
      await m.settle();
      await using _again = await startTestMqtt(broker, { t: m.t });
      expect(m.devices.calls).toHaveLength(callCount);
    });

    it("passes on a notifier's text or whole input, and rejects anything else", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const notify = "casement/home/notify/house";
      await m.subscriber.publish(`${notify}/tell`, "Dinner!\n{not JSON");
      await m.subscriber.publish(`${notify}/tell`, "{{ not JSON either }}");
      await m.subscriber.publish(`${notify}/tell`, { text: "Dinner!", to: "bob", $replyTo: "my/response", $id: 3 });
      await m.subscriber.publish(`${notify}/blink/attic`, "Now");
      await m.subscriber.publish(`${notify}/blink`, "The only lamp");
      await m.subscriber.publish(`${notify}/sing`, { text: "La" });
      await m.waitForMessage(() => m.devices.calls.length === 6);
      expect(m.devices.calls).toEqual([
        { service: "tell", input: { text: "Dinner!\n{not JSON" } },
        { service: "tell", input: { text: "{{ not JSON either }}" } },
        { service: "tell", input: { text: "Dinner!", to: "bob" } },
        { service: "blink", input: { message: "Now" }, target: "a" },
        { service: "blink", input: { message: "The only lamp" }, target: "a" },
        { service: "sing", input: { text: "La" } },
      ]);
      expect(JSON.parse((await m.waitForMessage(({ topic }) => topic === "my/response")).payload)).toEqual({
        id: 3,
        ok: true,
        result: { count: 3 },
      });
      const failures: [service: string, payload: string, code: string][] = [
        ["tell", "", "input-invalid"],
        ["sing", "La", "input-invalid"],
        ["blink/cellar", "Now", "sensor-unknown"],
        ["nothing", "Now", "service-unknown"],
      ];
      for (const [index, [service, payload]] of failures.entries()) {
        await m.subscriber.publish(`${notify}/${service}`, payload);
        await m.waitForMessage(() => m.subscriber.payloads("casement/home/error").length === index + 1);
      }
      const errors = m.subscriber.payloads("casement/home/error").map((text) => JSON.parse(text));
      expect(errors.map(({ service, error }) => [service, error.code])).toEqual(
        failures.map(([service, , code]) => [`house/${service.split("/")[0]}`, code]),
      );
      expect(m.devices.calls).toHaveLength(6);
    });

    it("accepts commands for switch and select, also in the configured language", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { mqtt: { language: "de" } });
      const mode = "casement/home/sensor/house/mode/set";
      await m.subscriber.publish(`${attic}/set`, "ON");
      await m.subscriber.publish(mode, "away");
      await m.subscriber.publish(mode, "Zu Hause");
      await m.subscriber.publish(mode, { mode: "away" });
      await m.waitForMessage(() => m.devices.calls.length === 4);
      expect(m.devices.calls).toEqual([
        { service: "light", input: {}, target: "a" },
        { service: "choose", input: { mode: "away" } },
        { service: "choose", input: { mode: "home" } },
        { service: "choose", input: { mode: "away" } },
      ]);
      await m.settle();
      const states = m.subscriber.payloads(`${attic}/state`).length;
      await m.subscriber.publish(`${attic}/set`, "perhaps");
      // The state is published again, so that the switch in Home Assistant returns to it.
      await m.waitForMessage(() => m.subscriber.payloads(`${attic}/state`).length === states + 1);
      expect(m.subscriber.json("casement/home/error")).toMatchObject({ sensor: "house/attic", error: { code: "input-invalid" } });
    });

    it("accepts the English word for a state with the language English, and otherwise only its code", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { mqtt: { language: "en" } });
      await m.subscriber.publish("casement/home/sensor/house/mode/set", "Away from home");
      await m.subscriber.publish("casement/home/sensor/house/mode/set", "home");
      await m.waitForMessage(() => m.devices.calls.length === 2);
      expect(m.devices.calls.map(({ input }) => input)).toEqual([{ mode: "away" }, { mode: "home" }]);
      await using second = await startTestMqtt(broker, { t: m.t, mqtt: { baseTopic: "second" } });
      await second.subscriber.publish("second/home/sensor/house/mode/set", "Away from home");
      await second.waitForMessage(({ topic }) => topic === "second/home/error");
      expect(second.subscriber.json("second/home/error")).toMatchObject({ error: { code: "input-invalid" } });
      expect(m.devices.calls).toHaveLength(2);
    });

    it("responds after reconnecting to a call that ended while disconnected, and runs it once", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      await m.subscriber.publish("casement/home/call/house/slow", { $replyTo: "my/response" });
      while (m.mqtt.pendingCount === 0) await waitForIo();
      await waitForIo();
      broker.breakConnections();
      await waitUntilDisconnected(m);
      m.devices.finishSlowCall();
      broker.allowConnections();
      await m.t.host.settled();
      expect(
        JSON.parse((await Promise.all([m.waitForMessage(({ topic }) => topic === "my/response"), m.settle()]))[0].payload),
      ).toMatchObject({
        ok: true,
      });
      expect(m.devices.calls).toHaveLength(1);
    });

    it("runs calls that were sent during a short absence, and rejects those of a longer one", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      for (const [absence, expected] of [
        [1_000, { ok: true }],
        [600_000, { ok: false, error: { code: "stopped" } }],
      ] as const) {
        const responseTopic = `response/${absence}`;
        broker.breakConnections();
        await waitUntilDisconnected(m);
        await m.subscriber.publish("casement/home/call/house/open", { id: "1", $replyTo: responseTopic });
        m.t.clock.jump(new Date(m.t.clock.now().getTime() + absence));
        broker.allowConnections();
        await m.settle();
        expect(JSON.parse((await m.waitForMessage(({ topic }) => topic === responseTopic)).payload)).toMatchObject(expected);
      }
      expect(m.devices.calls).toHaveLength(1);
      // Later calls are current.
      expect(await m.call("house/open", { id: "2" })).toMatchObject({ ok: true });
    });
  });
}
