import { describe, expect, it } from "vitest";
import type { TestBroker } from "../broker.fixture.ts";
import { readDiscovery } from "../discovery/home-assistant.fixture.ts";
import { house } from "../house.fixture.ts";
import { kept } from "../listener.fixture.ts";
import { testMqtt } from "../mqtt.fixture.ts";

const attic = "casement/home/sensor/house/attic";
const lamps = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`l${at}`, { title: `Lamp ${at}`, state: "off" }]));

/** What it says, on any broker. */
export function describeStatements(name: string, start: () => Promise<TestBroker>): void {
  describe(`on ${name}: what it says`, () => {
    it("publishes sensors, accounts and itself, retained", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      m.world.lamps.a = { title: "Attic", state: true, body: "Dear Bob", list: [{ id: 1, body: "Dear Bob" }] };
      await m.refresh();
      const found = await kept(broker);
      expect(found.get("casement/status")).toBe("online");
      expect(found.get("casement/home/status")).toBe("online");
      expect(found.get(`${attic}/state`)).toBe("on");
      expect(JSON.parse(found.get(`${attic}/attributes`)!)).toEqual({
        title: "Attic",
        list: [{ id: 1 }],
        state: true,
        stale: false,
        gone: false,
        updatedAt: expect.any(String),
      });
      expect(found.get("casement/home/sensor/house/plain/state")).toHaveLength(255);
      expect([...found.values()].join()).not.toMatch(/ada|contoso|Bob/);
    });

    it("announces every entity with a document that Home Assistant takes", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker, { mqtt: { configurationUrl: "http://127.0.0.1:8365" } });
      const documents = readDiscovery(m.listener.last);
      expect([...documents.keys()].sort()).toEqual(
        [
          "binary_sensor home_house_attic",
          "binary_sensor home_sign-in",
          "button home_refresh",
          "button home_rescan",
          ...["permissions-changed", "secret-expiring", "sign-in-required", "signed-in", "signed-out"].map(
            (e) => `device_automation home_account_${e}`,
          ),
          "device_automation home_house_door-closed",
          "device_automation home_house_door-opened",
          "event home_account",
          "event home_house",
          "notify home_house_bell",
          "select home_house_mode",
          ...["bell", "mode", "plain", "steps"].map((sensor) => `sensor home_house_${sensor}`),
          "sensor home_problem",
          "switch home_house_attic",
        ].sort(),
      );
      expect(documents.get("binary_sensor home_house_attic")).toMatchObject({
        name: "Attic",
        unique_id: "casement_home_house_attic",
        device_class: "light",
        icon: "mdi:lamp",
        device: {
          identifiers: ["casement_home"],
          model: "Work or school account",
          sw_version: "1.2.3",
          configuration_url: "http://127.0.0.1:8365",
        },
      });
      expect(documents.get("sensor home_house_mode")).toMatchObject({ device_class: "enum", options: ["home", "away"] });
      expect(documents.get("sensor home_house_bell")).toMatchObject({ device_class: "timestamp" });
      // A device class that Home Assistant does not know would cost the whole entity.
      expect(documents.get("sensor home_house_steps")).not.toHaveProperty("device_class");
      expect(documents.get("sensor home_house_steps")).toMatchObject({ unit_of_measurement: "steps", state_class: "measurement" });
      expect(documents.get("select home_house_mode")).toMatchObject({ name: "Choose a mode", options: ["home", "away"] });
      expect(documents.get("event home_house")).toMatchObject({ event_types: ["door-opened", "door-closed"] });
    });

    it("names a new state of an enumeration before it is shown", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      m.world.mode = { state: "on holiday" };
      m.listener.heard.length = 0;
      await m.refresh();
      expect(readDiscovery(m.listener.last).get("sensor home_house_mode").options).toEqual(["home", "away", "on holiday"]);
      const order = m.listener.heard.map(({ topic }) => topic).filter((topic) => topic.includes("mode"));
      expect(order[0]).toBe("homeassistant/sensor/casement/home_house_mode/config");
    });

    it("keeps ids and topics when a name changes", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      const before = readDiscovery(m.listener.last);
      m.world.lamps.a = { title: "Under the roof", state: "on" };
      await m.rescan();
      const after = readDiscovery(m.listener.last);
      expect([...after.keys()]).toEqual(expect.arrayContaining([...before.keys()]));
      expect(after.size).toBe(before.size);
      const changed = after.get("binary_sensor home_house_attic");
      expect(changed).toEqual({ ...before.get("binary_sensor home_house_attic"), name: "Under the roof" });
    });

    it("shows a vanished sensor as unavailable, and clears exactly its topics when it is dropped", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker, {
        world: { ...house(), lamps: { a: { title: "Attic", state: "on" }, b: { title: "Barn", state: "on" } } },
      });
      const before = await kept(broker);
      delete m.world.lamps.b;
      await m.rescan();
      expect(m.listener.json("casement/home/sensor/house/barn/attributes")).toMatchObject({ gone: true, stale: true });
      m.t.clock.jump(new Date(m.t.clock.now().getTime() + 31 * 24 * 3_600_000));
      await m.rescan();
      await m.t.clock.advance(60_000);
      await m.settle();
      const after = await kept(broker);
      expect([...before.keys()].filter((topic) => !after.has(topic)).sort()).toEqual([
        "casement/home/sensor/house/barn/attributes",
        "casement/home/sensor/house/barn/state",
        "homeassistant/binary_sensor/casement/home_house_barn/config",
        "homeassistant/switch/casement/home_house_barn/config",
      ]);
    });

    it("says all again on Home Assistant's birth message, and once only at its own start", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker, { mqtt: { unretained: ["home/house/steps"] } });
      const config = "homeassistant/sensor/casement/home_house_steps/config";
      const state = "casement/home/sensor/house/steps/state";
      expect(m.listener.texts(config)).toHaveLength(1);
      await m.listener.publish("homeassistant/status", "offline", { retain: true });
      await m.listener.publish("homeassistant/status", "online", { retain: true });
      await m.until(() => m.listener.texts(state).length === 2);
      await m.settle();
      expect(m.listener.texts(config)).toHaveLength(2);
      expect((await kept(broker)).has(state)).toBe(false);
      // Another start finds the birth message kept, and says all once.
      await using again = await testMqtt(broker, { t: m.t, mqtt: { baseTopic: "second" } });
      expect(again.listener.texts("second/home/sensor/house/steps/state").filter(Boolean)).toHaveLength(1);
    });

    it("tells 500 sensors in batches, most important first", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker, { world: { ...house(), lamps: lamps(500) } });
      const first = (part: RegExp) => m.listener.heard.findIndex(({ topic }) => part.test(topic));
      const last = (part: RegExp) => m.listener.heard.findLastIndex(({ topic }) => part.test(topic));
      expect(first(/^casement\/status$/)).toBeLessThan(3);
      expect(last(/home\/problem$/)).toBeLessThan(first(/home_house_lamp-/));
      expect(last(/\/config$/)).toBeLessThan(first(/\/state$/));
      expect(last(/\/state$/)).toBeLessThan(first(/\/attributes$/));
      expect(m.listener.last.size).toBeGreaterThan(2_000);
      // 40 at a time, ten times a second: about five seconds.
      const took = m.t.clock.now().getTime() - new Date("2026-03-02T08:00:10Z").getTime();
      expect(took).toBeGreaterThan(4_500);
    });

    it("offers no control to an account without updates, and keeps values while it must sign in", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker, { host: { account: { enableUpdate: false } } });
      expect([...readDiscovery(m.listener.last).keys()].filter((key) => /^(switch|select|notify)/.test(key))).toEqual([]);
      await m.t.account.logout({ keepData: true });
      await m.settle();
      expect(m.listener.last.get("casement/home/status")).toBe("offline");
      expect(m.listener.json("casement/home/problem")).toMatchObject({ signInRequired: true, cure: "Sign in: casement login home." });
      expect(m.listener.last.get(`${attic}/state`)).toBe("off");
    });
  });
}
