import { servicePathOf } from "../api/api-client.ts";
import type { JsonObject, Service } from "../api/api-types.ts";
import { hubAddressOf } from "../api/hub-address.ts";

const quoteForShell = (text: string): string => (/^[\w./:@+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** A command for the shell. Nested input is passed as JSON. */
export function toCommandLine({ account, id }: Service, input: JsonObject): string {
  const isFlat = Object.values(input).every((value) => typeof value !== "object" || value === null);
  const parts = isFlat
    ? Object.entries(input).map(([name, value]) => quoteForShell(`${name}=${value}`))
    : [quoteForShell(JSON.stringify(input))];
  return ["casement", "call", account, id, ...parts].join(" ");
}

export function toCurlCommand({ account, id }: Service, input: JsonObject): string {
  return `curl -H "Authorization: Bearer $CASEMENT_TOKEN" \\\n  ${quoteForShell(hubAddressOf(servicePathOf(account, id)))} \\\n  -d ${quoteForShell(JSON.stringify(input))}`;
}

/** A `rest_command` for Home Assistant. The secret contains `Bearer` and the token. */
export function toHomeAssistantYaml({ account, id }: Service, input: JsonObject): string {
  return `rest_command:
  casement_${id.replace(/\W/g, "_")}:
    url: ${hubAddressOf(servicePathOf(account, id))}
    method: post
    headers:
      authorization: !secret casement_authorization
    content_type: application/json
    payload: '${JSON.stringify(input).replaceAll("'", "''")}'`;
}
