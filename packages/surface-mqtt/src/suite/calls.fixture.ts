import { describe, expect, it } from "vitest";
import type { TestBroker } from "../broker.fixture.ts";
import { down, testMqtt, turn } from "../mqtt.fixture.ts";

const attic = "casement/home/sensor/house/attic";

/** Services by topic, on any broker. */
export function describeCalls(name: string, start: () => Promise<TestBroker>, speaks5: boolean): void {
  describe(`on ${name}: calls`, () => {
    it("answers at the topic that the payload names", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      await m.listener.publish("casement/home/call/house/open", { id: "1", $replyTo: "my/answer", $id: 7 });
      expect(JSON.parse((await m.until(({ topic }) => topic === "my/answer")).text)).toEqual({ id: 7, ok: true, result: { count: 1 } });
      expect(m.world.done).toEqual([{ service: "open", input: { id: "1" } }]);
      await m.listener.publish("casement/home/call/house/look", "");
      await m.settle();
      expect(m.world.done.at(-1)).toEqual({ service: "look", input: {} });
      expect(await m.call("account/rescan", {})).toEqual({ ok: true, result: { sensors: 5 } });
      m.world.lamps.a!.state = "on";
      expect(await m.call("account/refresh", { sensor: "house/attic" })).toEqual({ ok: true, result: null });
      await m.until(({ topic, text }) => topic === `${attic}/state` && text === "on");
    });

    if (speaks5)
      it("answers with MQTT 5's response topic and correlation data", async () => {
        await using broker = await start();
        await using m = await testMqtt(broker, { version: 5 });
        const correlationData = Buffer.from([1, 2, 255]);
        await m.listener.publish(
          "casement/home/call/house/open",
          { id: "1" },
          { properties: { responseTopic: "my/answer", correlationData } },
        );
        const answer = await m.until(({ topic }) => topic === "my/answer");
        expect(JSON.parse(answer.text)).toEqual({ ok: true, result: { count: 1 } });
        expect(Buffer.from(answer.properties?.correlationData ?? "")).toEqual(correlationData);
      });

    it("refuses clearly what it cannot do, quoting nobody", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      expect(await m.call("house/nothing", {})).toMatchObject({ ok: false, error: { code: "service-unknown" } });
      expect(await m.call("house/open", { id: 3 })).toMatchObject({
        ok: false,
        error: { code: "input-invalid", details: { issues: [{ path: "id" }] } },
      });
      expect(await m.call("house/look", {}, "nobody")).toMatchObject({ ok: false, error: { code: "account-unknown" } });
      expect(await m.call("house/fail", {})).toMatchObject({ ok: false, error: { code: "plugin-failed" } });
      const error = "casement/home/error";
      await m.listener.publish("casement/home/call/house/open", "open sesame");
      expect(JSON.parse((await m.until(({ topic }) => topic === error)).text)).toMatchObject({
        service: "house/open",
        error: { code: "input-invalid" },
      });
      // An answer there would be a call.
      await m.listener.publish("casement/home/call/house/open", { id: "1", $replyTo: "casement/home/call/house/open" });
      await m.until(() => m.listener.texts(error).length === 2);
      await m.listener.publish("casement/home/call/house/open", { id: "1" }, { retain: true });
      await m.until(() => m.listener.texts(error).length === 3 || m.world.done.length > 0);
      expect(m.world.done.length).toBeLessThan(3);
      expect([...m.lines, ...m.listener.texts(error)].join()).not.toMatch(/Bob|sesame/);
    });

    it("does not do again what somebody left as a retained message", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      await m.listener.publish("casement/home/call/house/open", { id: "1" }, { retain: true });
      await m.settle();
      const done = m.world.done.length;
      broker.cut();
      await down(m);
      broker.mend();
      await m.settle();
      await using _again = await testMqtt(broker, { t: m.t });
      expect(m.world.done).toHaveLength(done);
    });

    it("passes a notifier's text on, or the whole input, and refuses clearly what is neither", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      const notify = "casement/home/notify/house";
      await m.listener.publish(`${notify}/tell`, "Dinner!\n{not JSON");
      await m.listener.publish(`${notify}/tell`, "{{ not JSON either }}");
      await m.listener.publish(`${notify}/tell`, { text: "Dinner!", to: "bob", $replyTo: "my/answer", $id: 3 });
      await m.listener.publish(`${notify}/blink/attic`, "Now");
      await m.listener.publish(`${notify}/blink`, "The only lamp");
      await m.listener.publish(`${notify}/sing`, { text: "La" });
      await m.until(() => m.world.done.length === 6);
      expect(m.world.done).toEqual([
        { service: "tell", input: { text: "Dinner!\n{not JSON" } },
        { service: "tell", input: { text: "{{ not JSON either }}" } },
        { service: "tell", input: { text: "Dinner!", to: "bob" } },
        { service: "blink", input: { message: "Now" }, target: "a" },
        { service: "blink", input: { message: "The only lamp" }, target: "a" },
        { service: "sing", input: { text: "La" } },
      ]);
      expect(JSON.parse((await m.until(({ topic }) => topic === "my/answer")).text)).toEqual({ id: 3, ok: true, result: { count: 3 } });
      const failures: [service: string, payload: string, code: string][] = [
        ["tell", "", "input-invalid"],
        ["sing", "La", "input-invalid"],
        ["blink/cellar", "Now", "sensor-unknown"],
        ["nothing", "Now", "service-unknown"],
      ];
      for (const [at, [service, payload]] of failures.entries()) {
        await m.listener.publish(`${notify}/${service}`, payload);
        await m.until(() => m.listener.texts("casement/home/error").length === at + 1);
      }
      const errors = m.listener.texts("casement/home/error").map((text) => JSON.parse(text));
      expect(errors.map(({ service, error }) => [service, error.code])).toEqual(
        failures.map(([service, , code]) => [`house/${service.split("/")[0]}`, code]),
      );
      expect(m.world.done).toHaveLength(6);
    });

    it("acts on switch and select, also by the words of its language", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker, { mqtt: { language: "de" } });
      const mode = "casement/home/sensor/house/mode/set";
      await m.listener.publish(`${attic}/set`, "ON");
      await m.listener.publish(mode, "away");
      await m.listener.publish(mode, "Zu Hause");
      await m.listener.publish(mode, { mode: "away" });
      await m.until(() => m.world.done.length === 4);
      expect(m.world.done).toEqual([
        { service: "light", input: {}, target: "a" },
        { service: "choose", input: { mode: "away" } },
        { service: "choose", input: { mode: "home" } },
        { service: "choose", input: { mode: "away" } },
      ]);
      await m.settle();
      const states = m.listener.texts(`${attic}/state`).length;
      await m.listener.publish(`${attic}/set`, "perhaps");
      // The state is told again, so that a switch in Home Assistant goes back.
      await m.until(() => m.listener.texts(`${attic}/state`).length === states + 1);
      expect(m.listener.json("casement/home/error")).toMatchObject({ sensor: "house/attic", error: { code: "input-invalid" } });
    });

    it("answers a call that ended while there was no connection, and does it once", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      await m.listener.publish("casement/home/call/house/slow", { $replyTo: "my/answer" });
      while (m.mqtt.waiting === 0) await turn();
      await turn();
      broker.cut();
      await down(m);
      m.world.release();
      broker.mend();
      await m.t.host.settled();
      expect(JSON.parse((await Promise.all([m.until(({ topic }) => topic === "my/answer"), m.settle()]))[0].text)).toMatchObject({
        ok: true,
      });
      expect(m.world.done).toHaveLength(1);
    });

    it("does what was sent during a short absence, and refuses what waited for longer", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      for (const [absence, expected] of [
        [1_000, { ok: true }],
        [600_000, { ok: false, error: { code: "stopped" } }],
      ] as const) {
        const topic = `answer/${absence}`;
        broker.cut();
        await down(m);
        await m.listener.publish("casement/home/call/house/open", { id: "1", $replyTo: topic });
        m.t.clock.jump(new Date(m.t.clock.now().getTime() + absence));
        broker.mend();
        await m.settle();
        expect(JSON.parse((await m.until((heard) => heard.topic === topic)).text)).toMatchObject(expected);
      }
      expect(m.world.done).toHaveLength(1);
      // What comes after that is fresh.
      expect(await m.call("house/open", { id: "2" })).toMatchObject({ ok: true });
    });
  });
}
