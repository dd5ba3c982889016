import type { ServiceInfo } from "@casement/host";
import { isObject, type JsonSchema, mapValues, outputOutline, plainSchema } from "./compact-schema.ts";

/** One service for all accounts that offer it. */
export interface Tool {
  /** `plugin_service`, within what MCP and model providers take for a name. */
  readonly name: string;
  /** `plugin/service` */
  readonly service: string;
  readonly title: string;
  readonly effect: ServiceInfo["effect"];
  readonly repeatable: boolean;
  readonly reachesOthers: ServiceInfo["reachesOthers"];
  /** It needs no permission, so it changes nothing in Microsoft 365. */
  readonly local: boolean;
  readonly accounts: readonly string[];
  /** Input field that selects the account; a plugin's own field of that name goes before it. */
  readonly accountField: string;
  /** What it takes, in few words but whole. */
  readonly fields: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  /** Definitions that the fields refer to. */
  readonly definitions: JsonSchema | undefined;
  readonly output: JsonSchema;
  /** The service's answer is no object, so it comes as `{ result }`. */
  readonly wrapped: boolean;
}

/** The field of a listed tool that takes those which have no schema of their own there. */
export const moreField = "more";

/** Longest name that model providers take. */
const longestName = 64;

/** The tools of all services that are offered; for a caller that may only read, those that read. */
export function toolsOf(services: readonly ServiceInfo[], access: "full" | "read"): Tool[] {
  const byId = new Map<string, ServiceInfo[]>();
  for (const service of services) {
    if (!service.offered || (access === "read" && service.effect !== "read")) continue;
    byId.set(service.id, [...(byId.get(service.id) ?? []), service]);
  }
  return [...byId.values()].map(toolOf);
}

export const toolName = (service: string): string => service.replace("/", "_").slice(0, longestName);

function toolOf(offers: readonly ServiceInfo[]): Tool {
  const [first] = offers as readonly [ServiceInfo, ...ServiceInfo[]];
  const inputs = offers.map(({ input }) => plainSchema(input));
  const [input] = inputs as [JsonSchema, ...JsonSchema[]];
  const properties = isObject(input.properties) ? input.properties : {};
  // Accounts differ in the sensors that can be named, and in whether one has to be.
  const required = listOf(input.required).filter((name) => inputs.every((other) => listOf(other.required).includes(name)));
  const fields = mapValues(properties, (field: JsonSchema) => field);
  for (const [name, field] of Object.entries(fields)) {
    const examples = inputs.flatMap((other) => listOf((other.properties as Record<string, JsonSchema> | undefined)?.[name]?.examples));
    if (examples.length > 0) fields[name] = { ...field, examples: [...new Set(examples)] };
  }
  const accounts = offers.map(({ account }) => account);
  const accountField = "account" in fields ? "account_" : "account";
  const { output } = first;
  return {
    name: toolName(first.id),
    service: first.id,
    title: first.title,
    effect: first.effect,
    repeatable: first.repeatable,
    reachesOthers: first.reachesOthers,
    local: first.scopes.length === 0,
    accounts,
    accountField,
    fields: accounts.length > 1 ? { [accountField]: { type: "string", enum: accounts }, ...fields } : fields,
    required: accounts.length > 1 ? [accountField, ...required] : required,
    definitions: isObject(input.$defs) ? input.$defs : undefined,
    output: outputOutline(output),
    wrapped: output.type !== "object",
  };
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : []);
