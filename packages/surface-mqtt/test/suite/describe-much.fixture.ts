import { describe, expect, it } from "vitest";
import { createFakeDevices } from "../fake-devices.fixture.ts";
import type { TestBroker } from "../test-broker.fixture.ts";
import { startTestMqtt, waitForIo } from "../test-mqtt.fixture.ts";

const attic = "casement/home/sensor/house/attic";
const lamps = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`l${at}`, { title: `Lamp ${at}`, state: "off" }]));

/** Many sensors and many messages. */
export function describeMuch(name: string, start: () => Promise<TestBroker>): void {
  describe(`on ${name}: much at once`, () => {
    it("publishes everything twice at most for 2,000 birth messages in a second", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const attributes = `${attic}/attributes`;
      await m.settle();
      const before = m.subscriber.payloads(attributes).length;
      await Promise.all(Array.from({ length: 2_000 }, () => m.subscriber.publish("homeassistant/status", "online")));
      while (m.mqtt.pendingCount === 0) await waitForIo();
      await m.settle();
      expect(m.subscriber.payloads(attributes).length - before).toBeLessThanOrEqual(2);
      expect(m.subscriber.payloads(attributes).length - before).toBeGreaterThanOrEqual(1);
      // The last one is not ignored.
      await m.subscriber.publish("homeassistant/status", "online");
      while (m.mqtt.pendingCount === 0) await waitForIo();
      const count = m.subscriber.payloads(attributes).length;
      await m.settle();
      expect(m.subscriber.payloads(attributes)).toHaveLength(count + 1);
    });

    it("publishes 500 sensors in batches, by priority", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { devices: { ...createFakeDevices(), lamps: lamps(500) } });
      const first = (part: RegExp) => m.subscriber.received.findIndex(({ topic }) => part.test(topic));
      const last = (part: RegExp) => m.subscriber.received.findLastIndex(({ topic }) => part.test(topic));
      expect(first(/^casement\/status$/)).toBeLessThan(3);
      expect(last(/home\/problem$/)).toBeLessThan(first(/home_house_lamp-/));
      expect(last(/\/config$/)).toBeLessThan(first(/\/state$/));
      expect(last(/\/state$/)).toBeLessThan(first(/\/attributes$/));
      expect(m.subscriber.latest.size).toBeGreaterThan(2_000);
      // 40 messages at a time, ten times a second: about five seconds.
      const duration = m.t.clock.now().getTime() - new Date("2026-03-02T08:00:10Z").getTime();
      expect(duration).toBeGreaterThan(4_500);
    });
  });
}
