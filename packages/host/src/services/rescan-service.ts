import type { ServiceInfo } from "../api.ts";

/** The host's own service, which looks for new and removed calendars, lists, folders and groups. */
export const rescanService: Omit<ServiceInfo, "account" | "offered"> = {
  id: "account/rescan",
  title: "Look for new and removed sensors",
  summary: "Look for new and removed calendars, lists and folders.",
  effect: "change",
  repeatable: true,
  reachesOthers: "never",
  scopes: [],
  input: { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", properties: {}, additionalProperties: false },
  output: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: { sensors: { type: "integer", description: "How many sensors the account has now." } },
    required: ["sensors"],
  },
};
