import type { JsonSchema } from "../route.ts";
import { textListSchema } from "./schema-builders.ts";

const perHour = { type: "integer", minimum: 0 } as const;

/** Fields of a request and of a grant. Omitted: no limit. */
export const agentLimitSchemas: Readonly<Record<string, JsonSchema>> = {
  "tools?": { ...textListSchema, description: "Names of tools, with `*` for any text: `calendar_*`." },
  "recipients?": { ...textListSchema, description: "Addresses, and domains such as `@example.com`, that mail and invitations may go to." },
  "callsPerHour?": perHour,
  "messagesPerHour?": { ...perHour, description: "Calls that reach other people." },
};
