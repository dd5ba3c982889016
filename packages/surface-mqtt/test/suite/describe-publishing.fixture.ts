import { defineAccount } from "@casement/host";
import { describe, expect, it } from "vitest";
import { readDiscovery } from "../discovery/home-assistant.fixture.ts";
import { createFakeDevices } from "../fake-devices.fixture.ts";
import type { TestBroker } from "../test-broker.fixture.ts";
import { startTestMqtt, waitForIo } from "../test-mqtt.fixture.ts";
import { readRetained } from "../test-subscriber.fixture.ts";

const attic = "casement/home/sensor/house/attic";

/** What the surface publishes. */
export function describePublishing(name: string, start: () => Promise<TestBroker>): void {
  describe(`on ${name}: publishing`, () => {
    it("publishes hub, accounts and sensors as retained messages", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      m.devices.lamps.a = { title: "Attic", state: true, body: "Dear Bob", list: [{ id: 1, body: "Dear Bob" }] };
      await m.refresh();
      const retained = await readRetained(broker);
      expect(retained.get("casement/status")).toBe("online");
      expect(retained.get("casement/home/status")).toBe("online");
      expect(retained.get(`${attic}/state`)).toBe("on");
      expect(JSON.parse(retained.get(`${attic}/attributes`)!)).toEqual({
        title: "Attic",
        list: [{ id: 1 }],
        state: true,
        stale: false,
        gone: false,
        updatedAt: expect.any(String),
      });
      expect(retained.get("casement/home/sensor/house/plain/state")).toHaveLength(255);
      expect([...retained.values()].join()).not.toMatch(/\bada\b|contoso|Bob/i);
    });

    it("publishes a valid discovery message for every entity", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { mqtt: { configurationUrl: "http://127.0.0.1:8365" } });
      const documents = readDiscovery(m.subscriber.latest);
      expect([...documents.keys()].sort()).toEqual(
        [
          "binary_sensor home_house_attic",
          "binary_sensor home_sign-in",
          "binary_sensor home_waiting-for-approval",
          "button home_refresh",
          "button home_rescan",
          ...[
            "approval-granted",
            "call-failed",
            "permissions-changed",
            "secret-expiring",
            "sign-in-required",
            "signed-in",
            "signed-out",
            "webhook-switched-off",
            "agent-refused",
          ].map((e) => `device_automation home_account_${e}`),
          "device_automation home_house_door-closed",
          "device_automation home_house_door-opened",
          "event home_account",
          "event home_call-failed",
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
        name: "Attic: State",
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
      // Home Assistant would reject the whole entity for an unknown device class.
      expect(documents.get("sensor home_house_steps")).not.toHaveProperty("device_class");
      expect(documents.get("sensor home_house_steps")).toMatchObject({ unit_of_measurement: "steps", state_class: "measurement" });
      expect(documents.get("select home_house_mode")).toMatchObject({ name: "Preferred mode", options: ["home", "away"] });
      expect(documents.get("notify home_house_tell")).toMatchObject({
        name: "House: Message",
        command_topic: "casement/home/notify/house/tell",
        default_entity_id: "notify.casement_home_house_tell",
      });
      expect(documents.get("notify home_house_attic_blink")).toMatchObject({
        name: "Attic: Message",
        command_topic: "casement/home/notify/house/blink/attic",
      });
      expect(documents.get("event home_call-failed")).toMatchObject({
        name: "Failed call",
        state_topic: "casement/home/event/account/call-failed",
        event_types: ["call-failed"],
        default_entity_id: "event.casement_home_call_failed",
      });
      expect(documents.get("switch home_house_attic")).toMatchObject({ name: "Attic" });
      // On the page of a device, entities are told apart by their names.
      const names = [...documents.values()].flatMap(({ name }) => name ?? []);
      expect(new Set(names).size).toBe(names.length);
      expect(documents.get("event home_house")).toMatchObject({ name: "House: Events", event_types: ["door-opened", "door-closed"] });
    });

    it("adds a new state of an enumeration to its options before publishing the state", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      m.devices.mode = { state: "on holiday" };
      m.subscriber.received.length = 0;
      await m.refresh();
      expect(readDiscovery(m.subscriber.latest).get("sensor home_house_mode").options).toEqual(["home", "away", "on holiday"]);
      const order = m.subscriber.received.map(({ topic }) => topic).filter((topic) => topic.includes("mode"));
      expect(order[0]).toBe("homeassistant/sensor/casement/home_house_mode/config");
    });

    it("keeps ids and topics when a title changes", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const before = readDiscovery(m.subscriber.latest);
      m.devices.lamps.a = { title: "Under the roof", state: "on" };
      await m.rescan();
      const after = readDiscovery(m.subscriber.latest);
      expect([...after.keys()]).toEqual(expect.arrayContaining([...before.keys()]));
      expect(after.size).toBe(before.size);
      const renamed = after.get("binary_sensor home_house_attic");
      expect(renamed).toEqual({ ...before.get("binary_sensor home_house_attic"), name: "Under the roof: State" });
    });

    it("marks a vanished sensor as gone, and clears exactly its topics when it is removed", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, {
        devices: { ...createFakeDevices(), lamps: { a: { title: "Attic", state: "on" }, b: { title: "Barn", state: "on" } } },
      });
      const before = await readRetained(broker);
      delete m.devices.lamps.b;
      await m.rescan();
      expect(m.subscriber.json("casement/home/sensor/house/barn/attributes")).toMatchObject({ gone: true, stale: true });
      m.t.clock.jump(new Date(m.t.clock.now().getTime() + 31 * 24 * 3_600_000));
      await m.rescan();
      await m.t.clock.advance(60_000);
      await m.settle();
      const after = await readRetained(broker);
      expect([...before.keys()].filter((topic) => !after.has(topic)).sort()).toEqual([
        "casement/home/sensor/house/barn/attributes",
        "casement/home/sensor/house/barn/state",
        "homeassistant/binary_sensor/casement/home_house_barn/config",
        "homeassistant/notify/casement/home_house_barn_blink/config",
        "homeassistant/switch/casement/home_house_barn/config",
      ]);
    });

    it("publishes an account that is added, and clears every topic of one that is removed", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const topicsOf = async (account: string) => [...(await readRetained(broker)).keys()].filter((topic) => topic.includes(account));
      const before = (await topicsOf("home")).length;
      const { options } = m.t.account;
      await m.t.host.addAccount(defineAccount({ ...options, name: "second", signIn: "home" }));
      await m.t.host.settled();
      await m.settle();
      await expect.poll(() => m.subscriber.latest.get("casement/second/sensor/house/attic/state")).toBe("off");
      await expect.poll(() => topicsOf("second")).toHaveLength(before);
      await m.t.host.removeAccount("second");
      const remaining = () => [...m.subscriber.latest.keys()].filter((topic) => topic.includes("second"));
      while (remaining().some((topic) => topic.endsWith("/config"))) await waitForIo();
      // Home Assistant needs a moment to remove the entities. An empty state would be an error to those that are left.
      for (let turns = 0; turns < 5; turns++) await waitForIo();
      expect(remaining()).toContain("casement/second/sensor/house/attic/state");
      await m.settle();
      expect([await topicsOf("second"), (await topicsOf("home")).length]).toEqual([[], before]);
      await m.t.host.removeAccount("home");
      await m.settle();
      expect([...(await readRetained(broker)).keys()].sort()).toEqual(["casement/hub", "casement/status"]);
    });

    it("publishes everything again on Home Assistant's birth message, and only once at its own start", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { mqtt: { unretained: ["home/house/steps"] } });
      const config = "homeassistant/sensor/casement/home_house_steps/config";
      const state = "casement/home/sensor/house/steps/state";
      expect(m.subscriber.payloads(config)).toHaveLength(1);
      await m.subscriber.publish("homeassistant/status", "offline", { retain: true });
      await m.subscriber.publish("homeassistant/status", "online", { retain: true });
      while (m.mqtt.pendingCount === 0) await waitForIo();
      await m.settle();
      expect(m.subscriber.payloads(state)).toHaveLength(2);
      expect(m.subscriber.payloads(config)).toHaveLength(2);
      expect((await readRetained(broker)).has(state)).toBe(false);
      // A second start finds the retained birth message, and publishes everything only once.
      await using again = await startTestMqtt(broker, { t: m.t, mqtt: { baseTopic: "second" } });
      expect(again.subscriber.payloads("second/home/sensor/house/steps/state").filter(Boolean)).toHaveLength(1);
    });

    it("reports sensors that are out of date as the account's problem, until they are read again", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const problem = () => m.subscriber.json("casement/home/problem");
      expect(problem()).toMatchObject({ code: "none", message: "No problems.", staleSensors: 0 });
      m.devices.failsAt = "read";
      await m.t.account.refresh().catch(() => {});
      await m.t.clock.advance(2_000);
      await m.settle();
      expect(m.subscriber.json(`${attic}/attributes`).stale).toBe(true);
      expect(problem()).toMatchObject({
        code: "stale",
        staleSensors: 1,
        message: expect.stringMatching(/^1 of 5 sensors is out of date: .*TypeError/),
      });
      expect(JSON.stringify(problem())).not.toContain("Bob");
      m.devices.failsAt = undefined;
      await m.refresh();
      await m.t.clock.advance(2_000);
      await m.settle();
      expect(problem()).toMatchObject({ code: "none", staleSensors: 0 });
    });

    it("keeps the states of an account that signed out with its data, over a restart", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const before = m.subscriber.json(`${attic}/attributes`);
      expect(before).toMatchObject({ state: expect.anything(), stale: false });
      await m.t.account.logout({ keepData: true });
      await m.mqtt.close();
      await using again = await m.t.restart({ signedOut: true });
      await using n = await startTestMqtt(broker, { t: again });
      expect(n.subscriber.json(`${attic}/attributes`)).toMatchObject({ state: before.state, stale: true });
      expect(n.subscriber.json("casement/home/problem")).toMatchObject({ code: "signed-out", signInRequired: true });
    });

    it("cuts a state between characters, and publishes only well-formed texts", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { mqtt: { bodies: true } });
      m.devices.mode = { state: `${"x".repeat(253)}🎉🎉`, body: "\ud83d" };
      m.devices.lamps.a = { title: "Attic \udf89", state: "on" };
      await m.rescan();
      await m.refresh();
      expect(m.subscriber.latest.get("casement/home/sensor/house/mode/state")).toBe(`${"x".repeat(253)}…`);
      expect(m.subscriber.json("casement/home/sensor/house/mode/attributes").body).toBe("\ufffd");
      expect(m.subscriber.received.filter(({ payload }) => /\\ud[89a-f]/i.test(payload))).toEqual([]);
    });

    it("removes controls and notifiers when their services are no longer offered", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      const { signIn } = m.t.account;
      const redirect = "http://localhost:8365/auth/callback";
      const { url } = await signIn.callback(redirect, { requestedSet: "read" });
      const before = [...readDiscovery(m.subscriber.latest).keys()];
      const signedIn = m.t.emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
      await signIn.complete("redirect" in signedIn ? signedIn.redirect : "");
      await m.t.clock.advance(60_000);
      await m.settle();
      const after = [...readDiscovery(m.subscriber.latest).keys()];
      expect(before.filter((key) => !after.includes(key)).sort()).toEqual([
        "notify home_house_attic_blink",
        "notify home_house_tell",
        "select home_house_mode",
        "switch home_house_attic",
      ]);
    });

    it("uses the configured language in Home Assistant, and never on its topics", async () => {
      await using broker = await start();
      await using first = await startTestMqtt(broker);
      await using m = await startTestMqtt(broker, { t: first.t, mqtt: { baseTopic: "second", language: "de-AT" } });
      const [english, german] = [
        readDiscovery(m.subscriber.latest, "homeassistant", "casement"),
        readDiscovery(m.subscriber.latest, "homeassistant", "second"),
      ];
      expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
      const names = (documents: Map<string, any>) => Object.fromEntries([...documents].map(([key, { name }]) => [key, name]));
      expect(names(german)).toMatchObject({
        "binary_sensor home_house_attic": "Attic: Zustand",
        "binary_sensor home_sign-in": "Anmeldung nötig",
        "button home_refresh": "Aktualisieren",
        "button home_rescan": "Nach neuen Sensoren suchen",
        "event home_account": "Konto: Ereignisse",
        "event home_house": "Haus: Ereignisse",
        "notify home_house_attic_blink": "Attic: Nachricht",
        "notify home_house_tell": "Haus: Nachricht",
        "select home_house_mode": "Bevorzugte Betriebsart",
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
      expect(m.subscriber.latest.get("second/home/sensor/house/mode/state")).toBe("home");
      // A language without translations falls back to English.
      await using swedish = await startTestMqtt(broker, { t: first.t, mqtt: { baseTopic: "third", language: "sv" } });
      expect(names(readDiscovery(swedish.subscriber.latest, "homeassistant", "third"))).toEqual(names(english));
    });

    it("uses words for states only in a configured language, English included", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker);
      await using english = await startTestMqtt(broker, { t: m.t, mqtt: { baseTopic: "second", language: "en" } });
      const codes = readDiscovery(m.subscriber.latest, "homeassistant", "casement");
      const words = readDiscovery(english.subscriber.latest, "homeassistant", "second");
      for (const entity of ["sensor home_house_mode", "select home_house_mode"]) {
        expect(codes.get(entity).options).toEqual(["home", "away"]);
        expect(words.get(entity).options).toEqual(["At home", "Away from home"]);
        expect(words.get(entity).value_template).toContain("{'home': 'At home', 'away': 'Away from home'}");
        expect(words.get(entity).name).toBe(codes.get(entity).name);
      }
      for (const mode of ["casement/home/sensor/house/mode", "second/home/sensor/house/mode"]) {
        expect(english.subscriber.latest.get(`${mode}/state`)).toBe("home");
        expect(english.subscriber.json(`${mode}/attributes`).state).toBe("home");
      }
    });

    it("offers no controls without update permissions, and keeps values while the account must sign in", async () => {
      await using broker = await start();
      await using m = await startTestMqtt(broker, { host: { account: { enableUpdate: false } } });
      expect([...readDiscovery(m.subscriber.latest).keys()].filter((key) => /^(switch|select|notify)/.test(key))).toEqual([]);
      await m.t.account.logout({ keepData: true });
      await m.settle();
      expect(m.subscriber.latest.get("casement/home/status")).toBe("offline");
      expect(m.subscriber.json("casement/home/problem")).toMatchObject({ signInRequired: true, cure: "Sign in: casement login home." });
      expect(m.subscriber.latest.get(`${attic}/state`)).toBe("off");
    });
  });
}
