import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { closeObjects } from "../../packages/surface-http/src/openapi/close-objects.ts";
import { presentationSchemas } from "../../packages/surface-http/src/openapi/presentation-schemas.ts";
import { findPlugins } from "../generate/plugins/find-plugins.ts";

// The OpenAPI document has a schema for what the contract of plugins lets them say about their sensors and services.
const ajv = new Ajv2020({ strict: false });
const validateSensor = ajv.compile(closeObjects(presentationSchemas.SensorPresentation));
const validateItem = ajv.compile(closeObjects(presentationSchemas.ItemUse));

it("describes the presentation of every sensor and the use of items by every service", async () => {
  const faults: string[] = [];
  let checked = 0;
  for (const { definition } of await findPlugins(`${import.meta.dirname}/../..`)) {
    for (const [kind, { present }] of Object.entries(definition.sensors ?? {})) {
      if (present && !validateSensor(present)) faults.push(`${definition.id}/${kind}: ${ajv.errorsText(validateSensor.errors)}`);
      checked++;
    }
    for (const [name, { item }] of Object.entries(definition.services ?? {})) {
      if (item && !validateItem(item)) faults.push(`${definition.id}/${name}: ${ajv.errorsText(validateItem.errors)}`);
      checked++;
    }
  }
  expect(faults).toEqual([]);
  expect(checked).toBeGreaterThan(50);
});
