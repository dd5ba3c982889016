import { createTestHost, delayHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createFakeDevices, createFakeDevicesPlugin } from "../fake-devices.fixture.ts";
import type { TestBroker } from "../test-broker.fixture.ts";
import { startTestMqtt, waitForIo, waitUntilDisconnected } from "../test-mqtt.fixture.ts";

const attic = "casement/home/sensor/house/attic";

/** A host whose answers come late, as those of a host in another process can. */
export function describeLateAnswers(name: string, start: () => Promise<TestBroker>): void {
  const startDelayed = async (broker: TestBroker) => {
    const devices = createFakeDevices();
    const t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }] });
    const { host, hold } = delayHost(t.host);
    const m = await startTestMqtt(broker, { t: { ...t, host }, devices });
    const dispose = async () => {
      await m[Symbol.asyncDispose]();
      await t[Symbol.asyncDispose]();
    };
    return { t, m, devices, hold, [Symbol.asyncDispose]: dispose };
  };
  const states = ["on", "off"] as const;

  describe(`on ${name}: answers of the host that come late`, () => {
    it("never overwrite a state that changed while everything was being read", async () => {
      await using broker = await start();
      await using d = await startDelayed(broker);
      for (const state of states) {
        const services = d.hold();
        // After a lost connection, everything is read: services and plugins first, then the sensors.
        broker.breakConnections();
        await waitUntilDisconnected(d.m);
        broker.allowConnections();
        while (services.count < 2) {
          await d.t.clock.advance(50);
          await waitForIo();
        }
        services.release();
        const sensors = d.hold();
        while (sensors.count === 0) await waitForIo();
        d.devices.lamps.a!.state = state;
        await d.t.account.refresh();
        await waitForIo();
        sensors.release();
        await d.m.settle();
        expect(d.m.subscriber.latest.get(`${attic}/state`)).toBe(state);
      }
    });

    it("never overwrite a state that changed after a control was used", async () => {
      await using broker = await start();
      await using d = await startDelayed(broker);
      for (const state of states) {
        d.m.subscriber.received.length = 0;
        // The sensor is read for the call, and again after it.
        const forCall = d.hold();
        await d.m.subscriber.publish(`${attic}/set`, "ON");
        while (forCall.count === 0) await waitForIo();
        forCall.release();
        const afterCall = d.hold();
        while (afterCall.count === 0) await waitForIo();
        d.devices.lamps.a!.state = state;
        await d.t.account.refresh();
        await waitForIo();
        afterCall.release();
        await d.m.settle();
        expect(d.m.subscriber.payloads(`${attic}/state`).at(-1)).toBe(state);
      }
    });

    it("lose and repeat no event", async () => {
      await using broker = await start();
      await using d = await startDelayed(broker);
      const open = (id: string) => d.t.account.call("house/open", { id });
      await open("1");
      await d.m.settle();
      const held = d.hold();
      await open("2");
      while (held.count === 0) await waitForIo();
      await open("3");
      held.release();
      await open("4");
      await d.m.settle();
      const opened = d.m.subscriber.received.filter(({ topic }) => topic === "casement/home/event/house/door-opened");
      expect(opened.map(({ payload }) => JSON.parse(payload).payload.id)).toEqual(["1", "2", "3", "4"]);
    });
  });
}
