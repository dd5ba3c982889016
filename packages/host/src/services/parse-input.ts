import { CasementError, createIssue, nearestName, parseValue, type ServiceDefinition, textOfIssues, toWellFormed } from "@casement/core";
import { jsonFaultOf } from "../json/json-fault.ts";
import { isSchema, type JsonSchema } from "../json/schema-parts.ts";
import { textsIn } from "../json/texts-in.ts";
import { type FieldPath, findUnknownFields, type UnknownField } from "../json/unknown-fields.ts";
import { inputSchemaOf } from "./input-schema.ts";
import { aliasesOf, resolveAliases } from "./resolve-aliases.ts";

type ServiceInput = Readonly<Record<string, unknown>>;

/** Most fields that a message lists. */
const maxListed = 20;
/** Longer names are shortened in messages. */
const maxNameLength = 64;

/** Validates a service's input, without the host's `sensor` and with aliases of fields resolved. @throws CasementError `input-invalid` */
export async function parseInput(address: string, service: ServiceDefinition, input: ServiceInput): Promise<any> {
  const { fields, doubtful } = checkFields(address, inputSchemaOf(service, []), input);
  const { sensor: _, ...withoutSensor } = fields;
  const serviceInput = service.target === undefined ? fields : withoutSensor;
  const parsed: unknown = await parseValue(service.input, serviceInput, "input-invalid", `The input of ${address} is invalid`);
  const dropped = doubtful.filter((path) => isMissing(parsed, path));
  if (dropped.length > 0)
    throw refusal(
      address,
      dropped.map((path) => createIssue(path, "does not go together with the other fields")),
    );
  return parsed;
}

export interface CheckedFields {
  /** The input with the names of the schema's own fields. */
  readonly fields: ServiceInput;
  /** See `findUnknownFields`. */
  readonly doubtful: readonly FieldPath[];
}

/**
 * Refuses what a schema does not have, because it would be dropped: a field with another name, at any depth. Resolves
 * aliases. A surface removes its own keys before, such as `$replyTo` of MQTT.
 * @throws CasementError `input-invalid`
 */
export function checkFields(address: string, schema: JsonSchema, input: ServiceInput): CheckedFields {
  const fault = jsonFaultOf(input);
  if (fault !== undefined) throw refusal(address, [createIssue([], `${fault}. Pass JSON`)]);
  for (const [path, text] of textsIn(input))
    if (!text.isWellFormed()) throw refusal(address, [createIssue(path, "contains half of a character. Pass well-formed Unicode")]);
  const fields = resolveAliases(schema, input) as ServiceInput;
  const { unknown, doubtful } = findUnknownFields(schema, fields);
  const refused = unknown.slice(0, maxListed).map((field) => createIssue(field.path.map(shortened), describeUnknown(field)));
  if (refused.length > 0) throw refusal(address, refused);
  return { fields, doubtful };
}

const refusal = (address: string, issues: ReturnType<typeof createIssue>[]): CasementError =>
  new CasementError("input-invalid", `The input of ${address} is invalid: ${textOfIssues(issues)}`, { details: { issues } });

const shortened = (name: string | number): string | number =>
  typeof name === "string" && name.length > maxNameLength ? `${toWellFormed(name.slice(0, maxNameLength))}…` : name;

function describeUnknown({ path, fields }: UnknownField): string {
  const name = String(path.at(-1));
  const byName = new Map(fields.flatMap((properties) => Object.entries(properties).flatMap(([name, schema]) => namesOf(name, schema))));
  const nearest = name.length > maxNameLength ? undefined : nearestName(name, byName.keys());
  const names = [...new Set(byName.values())];
  const hint =
    nearest !== undefined
      ? `Did you mean "${byName.get(nearest)}"?`
      : names.length > 0
        ? `The fields are: ${names.slice(0, maxListed).join(", ")}${names.length > maxListed ? ", …" : ""}`
        : "There are none";
  return `is not a field. ${hint}`;
}

/** A field under its own name and its aliases. */
const namesOf = (name: string, schema: unknown): [wanted: string, name: string][] =>
  [name, ...(isSchema(schema) ? aliasesOf(schema) : [])].map((each) => [each, name]);

/** Whether a validated value lacks a field that the input had. False if the schema library changed the object into something else. */
function isMissing(parsed: unknown, path: FieldPath): boolean {
  let value = parsed;
  for (const [at, name] of path.entries()) {
    if (typeof value !== "object" || value === null) return false;
    if (!Object.hasOwn(value, name)) return at === path.length - 1;
    value = (value as Record<string | number, unknown>)[name];
  }
  return false;
}
