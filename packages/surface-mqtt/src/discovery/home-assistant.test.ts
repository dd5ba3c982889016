import { beforeAll, describe, expect, it } from "vitest";
import { discoveryProblemOf, discoverySchemas, readDiscovery } from "../../test/discovery/home-assistant.fixture.ts";
import { startEmbeddedBroker } from "../../test/test-broker.fixture.ts";
import { startTestMqtt } from "../../test/test-mqtt.fixture.ts";
import type { DiscoveryComponent } from "./discovery-message.ts";

// Tests the schemas that stand in for Home Assistant: they must detect an error in any field of any component.

let discovery: [DiscoveryComponent, any][];
beforeAll(async () => {
  await using broker = await startEmbeddedBroker();
  await using m = await startTestMqtt(broker, { mqtt: { configurationUrl: "http://127.0.0.1:8365" } });
  discovery = [...readDiscovery(m.subscriber.latest)].map(([key, payload]) => [key.split(" ")[0] as DiscoveryComponent, payload]);
});

/** Fields that may be missing. */
const optional = [
  "icon",
  "entity_category",
  "device_class",
  "json_attributes_topic",
  "value_template",
  "state_class",
  "unit_of_measurement",
];

describe("the schemas of Home Assistant's discovery messages", () => {
  it("cover every published component, and reject a payload with a missing, wrong or unknown field", () => {
    expect(new Set(discovery.map(([component]) => component))).toEqual(new Set(Object.keys(discoverySchemas)));
    for (const [component, payload] of discovery) {
      expect(discoveryProblemOf(component, payload)).toBeUndefined();
      expect(discoveryProblemOf(component, { ...payload, name_template: "x" })).toMatch(/name_template/);
      for (const field of Object.keys(payload).filter((name) => !optional.includes(name))) {
        const { [field]: _, ...incomplete } = payload;
        expect(discoveryProblemOf(component, incomplete), `${component} without ${field}`).toBeDefined();
        expect(discoveryProblemOf(component, { ...payload, [field]: 7.5 }), `${component} with a wrong ${field}`).toBeDefined();
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
  ] as const)("reject a %s with %j", (component, wrong) => {
    const [, valid] = discovery.find(([name]) => name === component)!;
    expect(discoveryProblemOf(component, { ...valid, ...wrong })).toBeDefined();
  });
});
