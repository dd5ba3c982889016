import { beforeAll, describe, expect, it } from "vitest";
import { embeddedBroker } from "../broker.fixture.ts";
import { testMqtt } from "../mqtt.fixture.ts";
import type { Component } from "./entity.ts";
import { complaintOf, discoverySchemas, readDiscovery } from "./home-assistant.fixture.ts";

// The schema that stands for Home Assistant is itself looked at: it would find a mistake in any field of any component.

let all: [Component, any][];
beforeAll(async () => {
  await using broker = await embeddedBroker();
  await using m = await testMqtt(broker, { mqtt: { configurationUrl: "http://127.0.0.1:8365" } });
  all = [...readDiscovery(m.listener.last)].map(([key, document]) => [key.split(" ")[0] as Component, document]);
});

/** What may be left out. */
const optional = [
  "icon",
  "entity_category",
  "device_class",
  "json_attributes_topic",
  "value_template",
  "state_class",
  "unit_of_measurement",
];

describe("the schema of Home Assistant's documents", () => {
  it("knows every component that is announced, and refuses any without one of its fields or with a strange one", () => {
    expect(new Set(all.map(([component]) => component))).toEqual(new Set(Object.keys(discoverySchemas)));
    for (const [component, document] of all) {
      expect(complaintOf(component, document)).toBeUndefined();
      expect(complaintOf(component, { ...document, name_template: "x" })).toMatch(/name_template/);
      for (const field of Object.keys(document).filter((name) => !optional.includes(name))) {
        const { [field]: _, ...less } = document;
        expect(complaintOf(component, less), `${component} without ${field}`).toBeDefined();
        expect(complaintOf(component, { ...document, [field]: 7.5 }), `${component} with a wrong ${field}`).toBeDefined();
      }
    }
  });

  it.each([
    ["sensor", { device_class: "nonsense" }],
    ["sensor", { device_class: "enum" }],
    ["sensor", { device_class: "timestamp", unit_of_measurement: "tasks" }],
    ["sensor", { name: "Microsoft 365 home Steps" }],
    ["sensor", { default_entity_id: "sensor.other" }],
    ["sensor", { unique_id: "With Spaces" }],
    ["sensor", { icon: "lamp" }],
    ["binary_sensor", { device_class: "enum" }],
    ["select", { options: ["a", "a"] }],
    ["select", { state_topic: "casement/#" }],
    ["notify", { command_topic: "casement/+/notify" }],
    ["notify", { state_topic: "casement/home" }],
    ["event", { event_types: [] }],
    ["switch", { value_template: "{% if x %}" }],
    ["button", { retain: true }],
    ["device_automation", { automation_type: "action" }],
  ] as const)("refuses a %s with %j", (component, wrong) => {
    const [, good] = all.find(([found]) => found === component)!;
    expect(complaintOf(component, { ...good, ...wrong })).toBeDefined();
  });
});
