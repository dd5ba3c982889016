import type { Tool, ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import { type JsonSchema, mapValues } from "./compact-schema.ts";
import { describeField, shortenDescription } from "./describe-field.ts";
import { moreField, type ServiceTool } from "./service-tool.ts";

/** Longest list of tools, in bytes of JSON. The list takes up part of a model's context in every conversation. */
export const maxToolListBytes = 19_500;

/** How detailed a tool is in the list. */
interface DetailLevel {
  /** Optional fields become one field `more`, with a line of text for each instead of a schema. */
  readonly isFolded: boolean;
  /** The output has only field names, the account field no choices, and the title is not repeated. */
  readonly isMinimal: boolean;
  /** Longest description of a field (characters). */
  readonly maxFieldText: number;
}

const fullDetail: DetailLevel = { isFolded: false, isMinimal: false, maxFieldText: Number.POSITIVE_INFINITY };

/**
 * The list of tools for clients, in at most `limit` bytes. If it is too long, the optional fields of a tool become one field `more`,
 * starting with the tools that save most. If that is not enough, the descriptions of fields are shortened, down to a list of names.
 * `describeTool` returns what is omitted.
 */
export function listTools(serviceTools: readonly ServiceTool[], limit: number = maxToolListBytes): Tool[] {
  const list = serviceTools.map((tool) => toListedTool(tool, fullDetail));
  let total = bytesOf(list);
  const folded = serviceTools.map((tool, i) => ({ i, tool: toListedTool(tool, { ...fullDetail, isFolded: canFold(tool) }) }));
  const savings = folded.map(({ i, tool }) => ({ i, tool, saved: bytesOf(list[i]) - bytesOf(tool) })).sort((a, b) => b.saved - a.saved);
  for (const { i, tool, saved } of savings) {
    if (total <= limit || saved <= 0) break;
    list[i] = tool;
    total -= saved;
  }
  if (total <= limit) return list;
  const listMinimal = (maxFieldText: number): Tool[] =>
    serviceTools.map((tool) => toListedTool(tool, { isFolded: canFold(tool), isMinimal: true, maxFieldText }));
  return listMinimal(findLargest(200, (maxFieldText) => bytesOf(listMinimal(maxFieldText)) <= limit));
}

/** The largest number from 0 to `max` that fits; 0 if none does. */
function findLargest(max: number, fits: (number: number) => boolean): number {
  let low = 0;
  for (let high = max; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const optionalFieldsOf = ({ fields, required }: ServiceTool): string[] => Object.keys(fields).filter((name) => !required.includes(name));

const canFold = (tool: ServiceTool): boolean => optionalFieldsOf(tool).length > 1 && !(moreField in tool.fields);

function toListedTool(tool: ServiceTool, { isFolded, isMinimal, maxFieldText }: DetailLevel): Tool {
  const { name, title, fields, required, accountField, definitions, output } = tool;
  const hints = hintsOf(tool);
  const properties = (isFolded ? required : Object.keys(fields)).map((field): [string, JsonSchema] => {
    const schema = fields[field] ?? {};
    return [field, field === accountField && isMinimal ? { type: "string" } : withShortDescription(schema, maxFieldText)];
  });
  const moreTexts = optionalFieldsOf(tool).map((field) => describeField(field, fields[field] ?? {}, maxFieldText));
  return {
    name,
    ...(!isMinimal && { title }),
    description: title,
    inputSchema: {
      type: "object",
      properties: {
        ...Object.fromEntries(properties),
        ...(isFolded && { [moreField]: { type: "object", description: moreTexts.join("; ") } }),
      },
      ...(required.length > 0 && { required: [...required] }),
      ...(definitions && !isFolded && { $defs: definitions }),
    },
    outputSchema:
      isMinimal && output.properties
        ? { type: "object", properties: mapValues(output.properties as JsonSchema, () => ({})) }
        : (output as { type: "object" }),
    ...(Object.keys(hints).length > 0 && { annotations: hints }),
  };
}

/** Omits hints that state MCP's default. */
function hintsOf({ effect, repeatable, reachesOthers, isLocal }: ServiceTool): ToolAnnotations {
  if (effect === "read") return { readOnlyHint: true };
  return {
    ...(repeatable && { idempotentHint: true }),
    ...((effect === "add" || isLocal) && { destructiveHint: false }),
    ...(reachesOthers === "never" && { openWorldHint: false }),
  };
}

function withShortDescription({ description, default: preset, examples, ...schema }: JsonSchema, maxLength: number): JsonSchema {
  const text = shortenDescription({ description, default: preset, examples }, maxLength);
  return text === "" ? schema : { ...schema, description: text };
}
