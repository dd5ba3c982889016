import type { ServiceInfo } from "@casement/host";
import { allowsEffect, allowsTool, type McpClient, mayUseAccount } from "../clients/mcp-client.ts";
import { compactSchema, isObject, type JsonSchema, mapValues, outlineOutput } from "./compact-schema.ts";

/** One service, for all accounts that offer it. */
export interface ServiceTool {
  /** `plugin_service`, within the limits that MCP and model providers set for names. */
  readonly name: string;
  /** `plugin/service` */
  readonly service: string;
  readonly title: string;
  /** One sentence: what a model reads. */
  readonly summary: string;
  readonly effect: ServiceInfo["effect"];
  readonly repeatable: boolean;
  readonly reachesOthers: ServiceInfo["reachesOthers"];
  /** The field with the ids of the items that it acts on. */
  readonly idField: string | undefined;
  /** The kind of what it acts on: of its items, or else the plugin. */
  readonly target: string;
  /** The service needs no permission, so it cannot change anything in Microsoft 365. */
  readonly isLocal: boolean;
  readonly accounts: readonly string[];
  /** Name of the input field that selects the account. Differs from `account` if the service has a field of that name. */
  readonly accountField: string;
  /** Compact schemas of the input fields. */
  readonly fields: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  /** `$defs` that the fields refer to. */
  readonly definitions: JsonSchema | undefined;
  readonly output: JsonSchema;
  /** The service's result is not an object, so the tool returns `{ result }`. */
  readonly isWrapped: boolean;
}

/** Longest name that model providers accept. */
const maxNameLength = 64;

/**
 * The tools for all offered services that the client may call, with the accounts that it may use. Not for services that return a file: a model can
 * do nothing with a part of it.
 */
export function serviceToolsOf(services: readonly ServiceInfo[], client: McpClient): ServiceTool[] {
  const byId = new Map<string, ServiceInfo[]>();
  for (const service of services) {
    if (service.item?.does === "download") continue;
    if (!service.offered || !mayUseAccount(client, service.account)) continue;
    if (!allowsEffect(client, service.effect) || !allowsTool(client, service.id)) continue;
    byId.set(service.id, [...(byId.get(service.id) ?? []), service]);
  }
  return [...byId.values()].map(createServiceTool);
}

export const toolNameOf = (service: string): string => service.replace("/", "_").slice(0, maxNameLength);

/** `offers` is the same service of several accounts. */
function createServiceTool(offers: readonly ServiceInfo[]): ServiceTool {
  const [first] = offers as readonly [ServiceInfo, ...ServiceInfo[]];
  const inputs = offers.map(({ input }) => compactSchema(input));
  const [input] = inputs as [JsonSchema, ...JsonSchema[]];
  const properties = isObject(input.properties) ? input.properties : {};
  // Accounts differ in their sensors, which are examples of a field, and in whether the field is required.
  const required = toArray(input.required).filter((name) => inputs.every((other) => toArray(other.required).includes(name)));
  const fields = mapValues(properties, (field: JsonSchema) => field);
  for (const [name, field] of Object.entries(fields)) {
    const examples = inputs.flatMap((other) => toArray((other.properties as Record<string, JsonSchema> | undefined)?.[name]?.examples));
    if (examples.length > 0) fields[name] = { ...field, examples: [...new Set(examples)] };
  }
  const accounts = offers.map(({ account }) => account);
  const accountField = "account" in fields ? "account_" : "account";
  const { output } = first;
  return {
    name: toolNameOf(first.id),
    service: first.id,
    title: first.title,
    summary: first.summary,
    effect: first.effect,
    repeatable: first.repeatable,
    reachesOthers: first.reachesOthers,
    idField: first.item?.id,
    target: [first.item?.of].flat()[0] ?? first.id.split("/")[0] ?? "",
    isLocal: first.scopes.length === 0,
    accounts,
    accountField,
    fields: accounts.length > 1 ? { [accountField]: { type: "string", enum: accounts }, ...fields } : fields,
    required: accounts.length > 1 ? [accountField, ...required] : required,
    definitions: isObject(input.$defs) ? input.$defs : undefined,
    output: outlineOutput(output),
    isWrapped: output.type !== "object",
  };
}

const toArray = (value: unknown): string[] => (Array.isArray(value) ? value : []);
