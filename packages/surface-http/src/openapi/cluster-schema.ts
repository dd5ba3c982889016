import type { JsonSchema } from "../route.ts";
import { booleanSchema, listOf, objectOf, textSchema, timeSchema } from "./schema-builders.ts";

export const numberSchema: JsonSchema = { type: "number" };

/** As `ClusterMetrics` of the host. */
export const clusterSchema: JsonSchema = objectOf({
  workers: listOf(
    objectOf({ id: textSchema, since: timeSchema, accounts: numberSchema, isDraining: booleanSchema, heardMs: numberSchema }),
  ),
  accounts: numberSchema,
  withoutWorker: numberSchema,
  setAside: numberSchema,
  takeovers: numberSchema,
});
