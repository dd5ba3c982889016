import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { readDiscovery } from "../discovery/home-assistant.fixture.ts";
import { createFakeDevices, createFakeDevicesPlugin, type FakeDevices } from "../fake-devices.fixture.ts";
import type { TestBroker } from "../test-broker.fixture.ts";
import { closeSurface, startTestMqtt, waitForIo, waitUntilDisconnected } from "../test-mqtt.fixture.ts";
import { readRetained } from "../test-subscriber.fixture.ts";

const attic = "casement/home/sensor/house/attic";

/** Lost connections, restarts and changed configurations. */
export function describeRecovery(name: string, start: () => Promise<TestBroker>): void {
  describe(`on ${name}: recovery`, () => {
    it("publishes its last will when the connection breaks, and reconnects automatically", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      broker.breakConnections();
      await m.waitForMessage(({ topic, payload }) => topic === "casement/status" && payload === "offline");
      await waitUntilDisconnected(m);
      m.devices.lamps.a!.state = "on";
      await m.t.account.refresh();
      broker.allowConnections();
      await m.settle();
      expect(m.subscriber.payloads("casement/status")).toEqual(["online", "offline", "online"]);
      expect(m.subscriber.latest.get(`${attic}/state`)).toBe("on");
    });

    it("publishes everything again to a broker that has lost everything", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const before = await readRetained(broker);
      await broker.stop();
      await waitUntilDisconnected(m);
      await m.t.clock.advance(100);
      await broker.start();
      await m.settle();
      expect(await readRetained(broker)).toEqual(before);
    });

    it("runs calls that were sent shortly after it was killed", async () => {
      await using broker = await start();
      await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }] });
      const state = t.host.sealedState("mqtt");
      const first = await startTestMqtt(broker, { t, mqtt: { state } });
      const connectedAt = t.clock.now().getTime();
      await t.clock.advance(180_000);
      const readStored = async () => (await state.read()) as { seen: number };
      while ((await readStored()).seen < connectedAt + 100_000) await waitForIo();
      const storedAtKill = await readStored();
      broker.breakConnections();
      await waitUntilDisconnected(first);
      await first.subscriber.publish("casement/home/call/house/open", { id: "1", $replyTo: "my/response" });
      await first[Symbol.asyncDispose]();
      await state.write(storedAtKill);
      broker.allowConnections();
      await using second = await startTestMqtt(broker, { t, mqtt: { state } });
      expect(JSON.parse((await second.waitForMessage(({ topic }) => topic === "my/response")).payload)).toMatchObject({ ok: true });
    });

    it("clears over a restart what its config no longer includes, and keeps ids under another base topic", async () => {
      await using broker = await start();
      await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }] });
      const state = t.host.sealedState("mqtt");
      const first = await startTestMqtt(broker, { t, mqtt: { state } });
      const before = await readRetained(broker);
      await first[Symbol.asyncDispose]();
      const second = await startTestMqtt(broker, { t, mqtt: { state, exclude: ["home/house/b*"] } });
      const after = await readRetained(broker);
      expect([...before.keys()].filter((topic) => !after.has(topic)).every((topic) => topic.includes("bell"))).toBe(true);
      expect(before.size - after.size).toBe(3);
      await second[Symbol.asyncDispose]();
      await using _third = await startTestMqtt(broker, { t, mqtt: { state, baseTopic: "m365" } });
      const moved = await readRetained(broker);
      expect([...moved.keys()].filter((topic) => topic.startsWith("casement/"))).toEqual([]);
      expect(readDiscovery(moved).get("switch home_house_attic")).toMatchObject({
        unique_id: "casement_home_house_attic",
        command_topic: "m365/home/sensor/house/attic/set",
      });
    });

    it.each([
      ["its plugin does not start", { failsAt: "start" } as const, []],
      ["a permission is missing", {}, ["Tasks.Read", "Tasks.ReadWrite"]],
    ])("keeps a plugin's topics when %s: they are unavailable until it works again", async (_, failure, revoked) => {
      await using broker = await start();
      const devices = createFakeDevices();
      await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }] });
      const state = t.host.sealedState("mqtt");
      const pluginStatus = "casement/home/plugin/house/status";
      const first = await startTestMqtt(broker, { t, mqtt: { state } });
      const before = await readRetained(broker);
      expect(before.get(pluginStatus)).toBe("online");
      await first[Symbol.asyncDispose]();
      const { clientId } = t.account.options;
      t.emulator.control.entra.revoke("ada@contoso.example", clientId, revoked);
      Object.assign(devices, failure);
      t.clock.jump(new Date(t.clock.now().getTime() + 7_200_000));
      const impaired = await t.restart();
      const second = await startTestMqtt(broker, { t: impaired, mqtt: { state } });
      await impaired.clock.advance(60_000);
      await second.settle();
      const after = await readRetained(broker);
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      expect(after.get(pluginStatus)).toBe("offline");
      const atticSwitch = readDiscovery(after).get("switch home_house_attic");
      expect(atticSwitch.availability.map(({ topic }: { topic: string }) => topic)).toContain(pluginStatus);
      expect(after.get(`${attic}/state`)).toBe("off");
      expect(JSON.parse(after.get("casement/home/problem")!)).toMatchObject({ plugins: [{ id: "house" }] });
      await second[Symbol.asyncDispose]();
      devices.failsAt = undefined;
      t.emulator.control.entra.grant("ada@contoso.example", clientId, revoked);
      await using repaired = await impaired.restart();
      if (revoked.length > 0) await repaired.signIn();
      await using third = await startTestMqtt(broker, { t: repaired, mqtt: { state } });
      await third.settle();
      const recovered = await readRetained(broker);
      expect([...recovered.keys()].sort()).toEqual([...before.keys()].sort());
      expect(recovered.get(pluginStatus)).toBe("online");
    });

    it("keeps the topics of sensors that it cannot list at the start, even without stored data", async () => {
      await using broker = await start();
      const devices: FakeDevices = {
        ...createFakeDevices(),
        lamps: { a: { title: "Attic", state: "on" }, b: { title: "Barn", state: "on" } },
      };
      await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(devices) }] });
      const state = t.host.sealedState("mqtt");
      const first = await startTestMqtt(broker, { t, mqtt: { state } });
      const before = await readRetained(broker);
      await first[Symbol.asyncDispose]();
      await t.host.stop();
      await rm(join(t.dataDir, "accounts/home/feeds.log"));
      delete devices.lamps.b;
      devices.failsAt = "discovery";
      await using again = await t.restart();
      expect(again.host.index().map(({ id }) => id)).not.toContain("home/house/attic");
      await using second = await startTestMqtt(broker, { t: again, mqtt: { state } });
      expect([...(await readRetained(broker)).keys()].sort()).toEqual([...before.keys()].sort());
      devices.failsAt = undefined;
      await second.rescan();
      await again.clock.advance(60_000);
      await second.settle();
      const after = await readRetained(broker);
      const cleared = [...before.keys()].filter((topic) => !after.has(topic));
      expect(cleared.length).toBe(5);
      expect(cleared.every((topic) => topic.includes("barn"))).toBe(true);
      // Signing out for good removes everything.
      await again.account.logout();
      await second.settle();
      expect([...(await readRetained(broker)).keys()].filter((topic) => topic.includes("attic"))).toEqual([]);
    });

    it("clears all topics of a plugin and of an account that the config no longer includes", async () => {
      await using broker = await start();
      const plugins = [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }];
      await using t = await createTestHost({ plugins });
      const state = t.host.sealedState("mqtt");
      const first = await startTestMqtt(broker, { t, mqtt: { state } });
      await first[Symbol.asyncDispose]();
      const without = await t.restart({ plugins: [] });
      const second = await startTestMqtt(broker, { t: without, mqtt: { state } });
      const topics = [...(await readRetained(broker)).keys()];
      expect(topics.filter((topic) => topic.includes("house"))).toEqual([]);
      expect(topics).toContain("casement/home/problem");
      await second[Symbol.asyncDispose]();
      await using other = await without.restart({ plugins, account: { name: "other" } });
      await using third = await startTestMqtt(broker, { t: other, mqtt: { state } });
      // Home Assistant would evaluate the templates of an entity whose topics are empty.
      const cleared = third.subscriber.received.filter(({ payload }) => payload === "").map(({ topic }) => topic.endsWith("/config"));
      expect(cleared.lastIndexOf(true)).toBeGreaterThan(0);
      expect(cleared.lastIndexOf(true)).toBeLessThan(cleared.indexOf(false));
      const after = [...(await readRetained(broker)).keys()];
      expect(after.filter((topic) => topic.includes("home/") || topic.includes("home_"))).toEqual([]);
      expect(after).toContain("homeassistant/switch/casement/other_house_attic/config");
    });

    it("lets two hubs share a broker, and warns when they share a base topic", async () => {
      await using broker = await start();
      await using first = await startTestMqtt(broker);
      await using second = await startTestMqtt(broker, { mqtt: { baseTopic: "second" } });
      const discovery = [...(await readRetained(broker)).entries()].filter(([topic]) => topic.endsWith("/config"));
      const ids = discovery.map(([topic, text]) => `${topic.split("/")[1]} ${JSON.parse(text).unique_id ?? topic}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...first.logLines, ...second.logLines].filter((line) => line.includes("another hub"))).toEqual([]);
      await using third = await startTestMqtt(broker, { mqtt: { baseTopic: "second" } });
      expect([...second.logLines, ...third.logLines].filter((line) => line.includes("another hub"))).toHaveLength(2);
    });

    it("publishes new events when their ids went back, because the clock was ahead and the data was lost", async () => {
      await using broker = await start();
      await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }] });
      const state = t.host.sealedState("mqtt");
      const rightTime = t.clock.now();
      t.clock.jump(new Date(rightTime.getTime() + 2 * 24 * 3_600_000));
      const opened = "casement/home/event/house/door-opened";
      const m = await startTestMqtt(broker, { t, mqtt: { state } });
      await t.account.call("house/open", { id: "ahead" });
      await m.settle();
      expect(m.subscriber.payloads(opened)).toHaveLength(1);
      await m[Symbol.asyncDispose]();
      await t.host.stop();
      await rm(join(t.dataDir, "accounts/home/feeds.log"));
      t.clock.jump(rightTime);
      await using again = await t.restart();
      await again.account.call("house/open", { id: "before" });
      await using later = await startTestMqtt(broker, { t: again, mqtt: { state } });
      await again.account.call("house/open", { id: "after" });
      await later.settle();
      expect(later.subscriber.payloads(opened).map((text) => JSON.parse(text).payload.id)).toEqual(["before", "after"]);
    });

    it("publishes every event in order once it is connected, also over a restart", async () => {
      await using broker = await start();
      await using t = await createTestHost({ plugins: [{ plugin: createFakeDevicesPlugin(createFakeDevices()) }] });
      const state = t.host.sealedState("mqtt");
      const m = await startTestMqtt(broker, { t, mqtt: { state } });
      const open = (id: string) => t.account.call("house/open", { id });
      await open("1");
      await m.settle();
      broker.breakConnections();
      await waitUntilDisconnected(m);
      await open("2");
      await open("3");
      broker.allowConnections();
      await m.settle();
      const opened = "casement/home/event/house/door-opened";
      const events = m.subscriber.received.filter(({ topic }) => topic === opened).map(({ payload }) => JSON.parse(payload));
      expect(events.map(({ payload }) => payload.id)).toEqual(["1", "2", "3"]);
      expect(events[0]).toEqual({
        event_type: "door-opened",
        id: expect.any(String),
        account: "home",
        type: "house/door-opened",
        at: expect.any(String),
        payload: { id: "1" },
      });
      await closeSurface(t, m.mqtt);
      await open("4");
      await using later = await startTestMqtt(broker, { t, mqtt: { state } });
      await later.settle();
      expect(m.subscriber.payloads(opened).map((text) => JSON.parse(text).payload.id)).toEqual(["1", "2", "3", "4"]);
      expect(m.subscriber.received.some(({ topic, retain }) => topic === opened && retain)).toBe(false);
      await m.subscriber[Symbol.asyncDispose]();
    });
  });
}
