import { servicePath } from "../api/client.ts";
import type { JsonObject, Service } from "../api/types.ts";

const shellQuoted = (text: string): string => (/^[\w./:@+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** For the command line; what is nested goes as JSON. */
export function asCommand({ account, id }: Service, input: JsonObject): string {
  const flat = Object.values(input).every((value) => typeof value !== "object" || value === null);
  const parts = flat ? Object.entries(input).map(([name, value]) => shellQuoted(`${name}=${value}`)) : [shellQuoted(JSON.stringify(input))];
  return ["casement", "call", account, id, ...parts].join(" ");
}

export function asCurl({ account, id }: Service, input: JsonObject): string {
  return `curl -H "Authorization: Bearer $CASEMENT_TOKEN" \\\n  ${shellQuoted(location.origin + servicePath(account, id))} \\\n  -d ${shellQuoted(JSON.stringify(input))}`;
}

/** A command of Home Assistant; the secret holds `Bearer` and the token. */
export function asYaml({ account, id }: Service, input: JsonObject): string {
  return `rest_command:
  casement_${id.replace(/\W/g, "_")}:
    url: ${location.origin}${servicePath(account, id)}
    method: post
    headers:
      authorization: !secret casement_authorization
    content_type: application/json
    payload: '${JSON.stringify(input).replaceAll("'", "''")}'`;
}
