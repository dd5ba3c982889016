import { copyFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import type { TestBroker } from "../broker.fixture.ts";
import { readDiscovery } from "../discovery/home-assistant.fixture.ts";
import { type House, house, housePlugin } from "../house.fixture.ts";
import { kept } from "../listener.fixture.ts";
import { closed, down, testMqtt, turn } from "../mqtt.fixture.ts";

const attic = "casement/home/sensor/house/attic";

/** Lost connections, restarts and changed configurations, on any broker. */
export function describeBadDays(name: string, start: () => Promise<TestBroker>): void {
  describe(`on ${name}: bad days`, () => {
    it("leaves its last will when it dies, and comes back by itself", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      broker.cut();
      await m.until(({ topic, text }) => topic === "casement/status" && text === "offline");
      await down(m);
      m.world.lamps.a!.state = "on";
      await m.t.account.refresh();
      broker.mend();
      await m.settle();
      expect(m.listener.texts("casement/status")).toEqual(["online", "offline", "online"]);
      expect(m.listener.last.get(`${attic}/state`)).toBe("on");
    });

    it("says all again to a broker that has forgotten everything", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      const before = await kept(broker);
      await broker.stop();
      await down(m);
      await m.t.clock.advance(100);
      await broker.start();
      await m.settle();
      expect(await kept(broker)).toEqual(before);
    });

    it("does what was sent shortly after it was killed, though it could not say goodbye", async () => {
      await using broker = await start();
      await using t = await createTestHost({ plugins: [{ plugin: housePlugin(house()) }] });
      const stateFile = join(t.dataDir, "mqtt.json");
      const first = await testMqtt(broker, { t, mqtt: { stateFile } });
      const begun = t.clock.now().getTime();
      await t.clock.advance(180_000);
      while (JSON.parse(await readFile(stateFile, "utf8")).seen < begun + 100_000) await turn();
      const left = join(t.dataDir, "left.json");
      await copyFile(stateFile, left);
      broker.cut();
      await down(first);
      await first.listener.publish("casement/home/call/house/open", { id: "1", $replyTo: "my/answer" });
      await first[Symbol.asyncDispose]();
      broker.mend();
      await using second = await testMqtt(broker, { t, mqtt: { stateFile: left } });
      expect(JSON.parse((await second.until(({ topic }) => topic === "my/answer")).text)).toMatchObject({ ok: true });
    });

    it("clears over a restart what its config no longer has, keeps ids under another base topic", async () => {
      await using broker = await start();
      await using t = await createTestHost({ plugins: [{ plugin: housePlugin(house()) }] });
      const stateFile = join(t.dataDir, "mqtt.json");
      const first = await testMqtt(broker, { t, mqtt: { stateFile } });
      const before = await kept(broker);
      await first[Symbol.asyncDispose]();
      const second = await testMqtt(broker, { t, mqtt: { stateFile, exclude: ["home/house/b*"] } });
      const after = await kept(broker);
      expect([...before.keys()].filter((topic) => !after.has(topic)).every((topic) => topic.includes("bell"))).toBe(true);
      expect(before.size - after.size).toBe(3);
      await second[Symbol.asyncDispose]();
      await using _third = await testMqtt(broker, { t, mqtt: { stateFile, baseTopic: "m365" } });
      const moved = await kept(broker);
      expect([...moved.keys()].filter((topic) => topic.startsWith("casement/"))).toEqual([]);
      expect(readDiscovery(moved).get("switch home_house_attic")).toMatchObject({
        unique_id: "casement_home_house_attic",
        command_topic: "m365/home/sensor/house/attic/set",
      });
    });

    it.each([
      ["its plugin does not start", { fails: "start" } as const, []],
      ["its permission is missing", {}, ["Tasks.Read", "Tasks.ReadWrite"]],
    ])("forgets nothing because %s: it is unavailable until it works again", async (_, trouble, revoked) => {
      await using broker = await start();
      const world = house();
      await using t = await createTestHost({ plugins: [{ plugin: housePlugin(world) }] });
      const stateFile = join(t.dataDir, "mqtt.json");
      const works = "casement/home/plugin/house/status";
      const first = await testMqtt(broker, { t, mqtt: { stateFile } });
      const before = await kept(broker);
      expect(before.get(works)).toBe("online");
      await first[Symbol.asyncDispose]();
      const { clientId } = t.account.options;
      t.emulator.control.entra.revoke("ada@contoso.example", clientId, revoked);
      Object.assign(world, trouble);
      t.clock.jump(new Date(t.clock.now().getTime() + 7_200_000));
      const hampered = await t.restart();
      const second = await testMqtt(broker, { t: hampered, mqtt: { stateFile } });
      await hampered.clock.advance(60_000);
      await second.settle();
      const after = await kept(broker);
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      expect(after.get(works)).toBe("offline");
      const switched = readDiscovery(after).get("switch home_house_attic");
      expect(switched.availability.map(({ topic }: { topic: string }) => topic)).toContain(works);
      expect(after.get(`${attic}/state`)).toBe("off");
      expect(JSON.parse(after.get("casement/home/problem")!)).toMatchObject({ plugins: [{ id: "house" }] });
      await second[Symbol.asyncDispose]();
      world.fails = undefined;
      t.emulator.control.entra.grant("ada@contoso.example", clientId, revoked);
      await using well = await hampered.restart();
      if (revoked.length > 0) await well.signIn();
      await using third = await testMqtt(broker, { t: well, mqtt: { stateFile } });
      await third.settle();
      const healed = await kept(broker);
      expect([...healed.keys()].sort()).toEqual([...before.keys()].sort());
      expect(healed.get(works)).toBe("online");
    });

    it("waits for a list that cannot be read before it forgets what it does not find, also without its data", async () => {
      await using broker = await start();
      const world: House = { ...house(), lamps: { a: { title: "Attic", state: "on" }, b: { title: "Barn", state: "on" } } };
      await using t = await createTestHost({ plugins: [{ plugin: housePlugin(world) }] });
      const stateFile = join(t.dataDir, "mqtt.json");
      const first = await testMqtt(broker, { t, mqtt: { stateFile } });
      const before = await kept(broker);
      await first[Symbol.asyncDispose]();
      await t.host.stop();
      await rm(join(t.dataDir, "accounts/home/feeds.log"));
      delete world.lamps.b;
      world.fails = "look";
      await using again = await t.restart();
      expect(again.host.sensors().map(({ id }) => id)).not.toContain("home/house/attic");
      await using second = await testMqtt(broker, { t: again, mqtt: { stateFile } });
      expect([...(await kept(broker)).keys()].sort()).toEqual([...before.keys()].sort());
      world.fails = undefined;
      await second.rescan();
      await again.clock.advance(60_000);
      await second.settle();
      const after = await kept(broker);
      const gone = [...before.keys()].filter((topic) => !after.has(topic));
      expect(gone.length).toBe(5);
      expect(gone.every((topic) => topic.includes("barn"))).toBe(true);
      // Who signs out for good takes everything along.
      await again.account.logout();
      await second.settle();
      expect([...(await kept(broker)).keys()].filter((topic) => topic.includes("attic"))).toEqual([]);
    });

    it("clears everything of a plugin, and of an account, that the config no longer has", async () => {
      await using broker = await start();
      const plugins = [{ plugin: housePlugin(house()) }];
      await using t = await createTestHost({ plugins });
      const stateFile = join(t.dataDir, "mqtt.json");
      const first = await testMqtt(broker, { t, mqtt: { stateFile } });
      await first[Symbol.asyncDispose]();
      const without = await t.restart({ plugins: [] });
      const second = await testMqtt(broker, { t: without, mqtt: { stateFile } });
      const topics = [...(await kept(broker)).keys()];
      expect(topics.filter((topic) => topic.includes("house"))).toEqual([]);
      expect(topics).toContain("casement/home/problem");
      await second[Symbol.asyncDispose]();
      await using other = await without.restart({ plugins, account: { name: "other" } });
      await using _third = await testMqtt(broker, { t: other, mqtt: { stateFile } });
      const after = [...(await kept(broker)).keys()];
      expect(after.filter((topic) => topic.includes("home/") || topic.includes("home_"))).toEqual([]);
      expect(after).toContain("homeassistant/switch/casement/other_house_attic/config");
    });

    it("lets two hubs share a broker, and warns when they share the base topic", async () => {
      await using broker = await start();
      await using one = await testMqtt(broker);
      await using two = await testMqtt(broker, { mqtt: { baseTopic: "second" } });
      const documents = [...(await kept(broker)).entries()].filter(([topic]) => topic.endsWith("/config"));
      const ids = documents.map(([topic, text]) => `${topic.split("/")[1]} ${JSON.parse(text).unique_id ?? topic}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...one.lines, ...two.lines].filter((line) => line.includes("another hub"))).toEqual([]);
      await using three = await testMqtt(broker, { mqtt: { baseTopic: "second" } });
      expect([...two.lines, ...three.lines].filter((line) => line.includes("another hub"))).toHaveLength(2);
    });

    it("says every event once a broker is there, in order, also over a restart", async () => {
      await using broker = await start();
      await using t = await createTestHost({ plugins: [{ plugin: housePlugin(house()) }] });
      const stateFile = join(t.dataDir, "mqtt.json");
      const m = await testMqtt(broker, { t, mqtt: { stateFile } });
      const open = (id: string) => t.account.call("house/open", { id });
      await open("1");
      await m.settle();
      broker.cut();
      await down(m);
      await open("2");
      await open("3");
      broker.mend();
      await m.settle();
      const opened = "casement/home/event/house/door-opened";
      const heard = m.listener.heard.filter(({ topic }) => topic === opened).map(({ text }) => JSON.parse(text));
      expect(heard.map(({ payload }) => payload.id)).toEqual(["1", "2", "3"]);
      expect(heard[0]).toEqual({
        event_type: "door-opened",
        id: expect.any(String),
        account: "home",
        type: "house/door-opened",
        at: expect.any(String),
        payload: { id: "1" },
      });
      await closed(t, m.mqtt);
      await open("4");
      await using later = await testMqtt(broker, { t, mqtt: { stateFile } });
      await later.settle();
      expect(m.listener.texts(opened).map((text) => JSON.parse(text).payload.id)).toEqual(["1", "2", "3", "4"]);
      expect(m.listener.heard.some(({ topic, retain }) => topic === opened && retain)).toBe(false);
      await m.listener[Symbol.asyncDispose]();
    });
  });
}
