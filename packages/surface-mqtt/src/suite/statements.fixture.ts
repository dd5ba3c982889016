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
          "notify home_house_attic_blink",
          "notify home_house_tell",
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
      expect(documents.get("notify home_house_tell")).toMatchObject({
        name: "House: Tell",
        command_topic: "casement/home/notify/house/tell",
        default_entity_id: "notify.casement_home_house_tell",
      });
      expect(documents.get("notify home_house_attic_blink")).toMatchObject({
        name: "Attic: Blink",
        command_topic: "casement/home/notify/house/blink/attic",
      });
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
        "homeassistant/notify/casement/home_house_barn_blink/config",
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

    it("takes controls and notifiers away when their services are no longer offered", async () => {
      await using broker = await start();
      await using m = await testMqtt(broker);
      const { signIn } = m.t.account;
      const redirect = "http://localhost:8365/auth/callback";
      const { url } = await signIn.callback(redirect, { withoutUpdates: true });
      const before = [...readDiscovery(m.listener.last).keys()];
      const done = m.t.emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
      await signIn.complete("redirect" in done ? done.redirect : "");
      await m.t.clock.advance(60_000);
      await m.settle();
      const after = [...readDiscovery(m.listener.last).keys()];
      expect(before.filter((key) => !after.includes(key)).sort()).toEqual([
        "notify home_house_attic_blink",
        "notify home_house_tell",
        "select home_house_mode",
        "switch home_house_attic",
      ]);
    });

    it("speaks the configured language in Home Assistant, and none on its topics", async () => {
      await using broker = await start();
      await using english = await testMqtt(broker);
      await using m = await testMqtt(broker, { t: english.t, mqtt: { baseTopic: "second", language: "de-AT" } });
      const [plain, german] = [
        readDiscovery(m.listener.last, "homeassistant", "casement"),
        readDiscovery(m.listener.last, "homeassistant", "second"),
      ];
      expect([...german.keys()].sort()).toEqual([...plain.keys()].sort());
      const names = (documents: Map<string, any>) => Object.fromEntries([...documents].map(([key, { name }]) => [key, name]));
      expect(names(german)).toMatchObject({
        "binary_sensor home_house_attic": "Attic",
        "binary_sensor home_sign-in": "Anmeldung nötig",
        "button home_refresh": "Aktualisieren",
        "button home_rescan": "Nach neuen Sensoren suchen",
        "event home_account": "Konto",
        "event home_house": "Haus",
        "notify home_house_attic_blink": "Attic: Blinken",
        "notify home_house_tell": "Haus: Durchsagen",
        "select home_house_mode": "Betriebsart wählen",
        "sensor home_house_mode": "Betriebsart",
        "sensor home_house_plain": "Plain",
      });
      const table = "{'home': 'Zu Hause', 'away': 'Weg'}";
      expect(german.get("sensor home_house_mode")).toMatchObject({
        options: ["Zu Hause", "Weg"],
        value_template: `{{ ${table}.get(value, value) }}`,
        state_topic: "second/home/sensor/house/mode/state",
        unique_id: "second_home_house_mode",
        default_entity_id: "sensor.second_home_house_mode",
        device: { model: "Geschäfts-, Schul- oder Unikonto" },
      });
      expect(german.get("select home_house_mode")).toMatchObject({
        options: ["Zu Hause", "Weg"],
        value_template: `{{ ${table}.get(value_json.get('mode', value_json.state)) }}`,
      });
      expect(german.get("sensor home_house_steps")).toMatchObject({ unit_of_measurement: "Schritte" });
      expect(german.get("device_automation home_house_door-opened")).toMatchObject({ type: "door-opened", subtype: "house" });
      expect(m.listener.last.get("second/home/sensor/house/mode/state")).toBe("home");
      // A language that nobody wrote is English.
      await using other = await testMqtt(broker, { t: english.t, mqtt: { baseTopic: "third", language: "sv" } });
      expect(names(readDiscovery(other.listener.last, "homeassistant", "third"))).toEqual(names(plain));
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
