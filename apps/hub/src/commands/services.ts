import { CasementError, suggestName } from "@casement/core";
import type { ServiceInfo } from "@casement/host";
import { type JsonSchema, schemasAt } from "@casement/host/config";
import { type CommandContext, printResult } from "../command-context.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { formatTable } from "../terminal/format-table.ts";
import type { TextStyles } from "../terminal/text-styles.ts";

/** Lists the services of all accounts, or describes the input of one: `plugin/service`. */
export async function runServices(context: CommandContext, id?: string): Promise<void> {
  const { io, style } = context;
  const found = await withHubClient(context, (hub) => hub.services());
  if (id === undefined) return printResult(context, { services: found }, () => formatServices(found, style, io.columns));
  const [service] = found.filter((each) => each.id === id);
  const ids = [...new Set(found.map((each) => each.id))];
  if (!service) throw new CasementError("service-unknown", `There is no service "${id}". ${suggestName(id, ids)}`);
  printResult(context, service, () => formatService(service, style, io.columns));
}

function formatServices(found: readonly ServiceInfo[], style: TextStyles, width: number): string {
  if (found.length === 0) return "There are no services. To see what is missing, run: casement accounts";
  const table = formatTable<ServiceInfo>(
    [
      { title: "ACCOUNT", text: ({ account }) => account, style: style.dim },
      { title: "SERVICE", text: ({ id }) => id, style: (text, { offered }) => (offered ? style.bold(text) : style.dim(text)) },
      { title: "TITLE", text: ({ title }) => title, optional: true },
      { title: "INPUT", text: formatInput, elastic: true },
      { title: "", text: ({ offered, reason }) => (offered ? "" : `not available: ${reason ?? ""}`), style: style.yellow, elastic: true },
    ],
    found,
    width,
  );
  return `${table}\n\n${style.dim(`For the input of a service, name it: casement services ${found[0]!.id}`)}`;
}

/** The names of the inputs. Optional ones are in brackets. */
function formatInput({ input }: ServiceInfo): string {
  const { properties = {}, required = [] } = input as JsonSchema;
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? name : `[${name}]`))
    .join(" ");
}

function formatService({ account, id, title, summary, input, offered, reason }: ServiceInfo, style: TextStyles, width: number): string {
  const fields = fieldsOf(input as JsonSchema, []);
  const table = formatTable<InputField>(
    [
      { title: "INPUT", text: ({ name }) => name, style: style.bold },
      { title: "TYPE", text: ({ type }) => type, elastic: true },
      { title: "", text: ({ required }) => (required ? "required" : ""), style: style.yellow },
      { title: "MEANING", text: ({ meaning }) => meaning, elastic: true },
    ],
    fields,
    width,
  );
  return [
    `${style.bold(id)}: ${title}`,
    ...(summary === title ? [] : [summary]),
    ...(offered ? [] : [style.yellow(`Not available: ${reason ?? ""}`)]),
    "",
    fields.length === 0 ? "It has no input." : table,
    "",
    style.dim(`casement call ${[account, id, ...fields.filter(({ required }) => required).map(({ name }) => `${name}=…`)].join(" ")}`),
  ].join("\n");
}

interface InputField {
  /** With dots for nested fields: `location.displayName`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly meaning: string;
}

/** The fields of an input, and those of nested objects after their parent. */
function fieldsOf(schema: JsonSchema, path: readonly string[]): readonly InputField[] {
  return schemasAt(schema, path).flatMap((shape) =>
    Object.entries(shape.properties ?? {}).flatMap(([key, property]) => {
      const shapes = schemasAt(schema, [...path, key]);
      const field = {
        name: [...path, key].join("."),
        type: typeOf(schema, [...path, key]),
        required: path.length === 0 && (shape.required ?? []).includes(key),
        meaning: meaningOf(property as JsonSchema),
      };
      return [field, ...(shapes.some(({ properties }) => properties) ? fieldsOf(schema, [...path, key]) : [])];
    }),
  );
}

function typeOf(schema: JsonSchema, path: readonly (string | number)[]): string {
  const names = schemasAt(schema, path).flatMap((shape): string[] => {
    if (shape.enum) return shape.enum.map(String);
    if ("const" in shape) return [String(shape.const)];
    if (shape.type === "array") return [`list of ${typeOf(schema, [...path, 0])}`];
    return [shape.format ?? shape.type ?? []].flat().map(String);
  });
  return [...new Set(names)].join(" | ") || "any";
}

function meaningOf({ description, default: standard, "x-aliases": aliases }: JsonSchema): string {
  return [
    description,
    ...(standard === undefined ? [] : [`default: ${JSON.stringify(standard)}`]),
    ...(aliases ? [`also: ${aliases.join(", ")}`] : []),
  ]
    .filter(Boolean)
    .join("; ");
}
