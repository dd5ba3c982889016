import type { Tool as ListedTool, ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import { type JsonSchema, mapValues } from "./compact-schema.ts";
import { fieldText, shortDescription } from "./field-text.ts";
import { moreField, type Tool } from "./tool.ts";

/** Longest list of tools, in bytes of JSON: every conversation pays for it. */
export const longestList = 19_500;

/** How much a listed tool says. */
interface Detail {
  /** Optional fields are one field `more`, with a line of text in place of a schema each. */
  readonly folded: boolean;
  /** Of the answer only the names of its fields, of the account no choice, the title once. */
  readonly bare: boolean;
  /** Most characters about a field. */
  readonly longest: number;
}

const everything: Detail = { folded: false, bare: false, longest: Number.POSITIVE_INFINITY };

/**
 * The tools as a client lists them, in at most `limit` bytes. While there is room, every field has its schema. Where there is none, the
 * optional fields of a tool become one field `more`, the tools that gain most first. If that is not enough, the longest texts about fields go,
 * up to a list of names. What was left out is in `describeTool`.
 */
export function listTools(tools: readonly Tool[], limit: number = longestList): ListedTool[] {
  const list = tools.map((tool) => listed(tool, everything));
  let total = size(list);
  const folded = tools.map((tool, i) => ({ i, tool: listed(tool, { ...everything, folded: canFold(tool) }) }));
  const gains = folded.map(({ i, tool }) => ({ i, tool, gain: size(list[i]) - size(tool) })).sort((a, b) => b.gain - a.gain);
  for (const { i, tool, gain } of gains) {
    if (total <= limit || gain <= 0) break;
    list[i] = tool;
    total -= gain;
  }
  if (total <= limit) return list;
  const shortest = (longest: number): ListedTool[] => tools.map((tool) => listed(tool, { folded: canFold(tool), bare: true, longest }));
  return shortest(mostThatFits(200, (longest) => size(shortest(longest)) <= limit));
}

/** The largest number up to `most` that fits; 0 when none does. */
function mostThatFits(most: number, fits: (number: number) => boolean): number {
  let low = 0;
  for (let high = most; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const optional = ({ fields, required }: Tool): string[] => Object.keys(fields).filter((name) => !required.includes(name));

const canFold = (tool: Tool): boolean => optional(tool).length > 1 && !(moreField in tool.fields);

function listed(tool: Tool, { folded, bare, longest }: Detail): ListedTool {
  const { name, title, fields, required, accountField, definitions, output } = tool;
  const hints = hintsOf(tool);
  const shown = (folded ? required : Object.keys(fields)).map((field): [string, JsonSchema] => {
    const schema = fields[field] ?? {};
    return [field, field === accountField && bare ? { type: "string" } : described(schema, longest)];
  });
  const more = optional(tool).map((field) => fieldText(field, fields[field] ?? {}, longest));
  return {
    name,
    ...(!bare && { title }),
    description: title,
    inputSchema: {
      type: "object",
      properties: { ...Object.fromEntries(shown), ...(folded && { [moreField]: { type: "object", description: more.join("; ") } }) },
      ...(required.length > 0 && { required: [...required] }),
      ...(definitions && !folded && { $defs: definitions }),
    },
    outputSchema:
      bare && output.properties
        ? { type: "object", properties: mapValues(output.properties as JsonSchema, () => ({})) }
        : (output as { type: "object" }),
    ...(Object.keys(hints).length > 0 && { annotations: hints }),
  };
}

/** What a client may conclude from a tool's name alone. Hints that say the protocol's default are omitted. */
function hintsOf({ effect, repeatable, reachesOthers, local }: Tool): ToolAnnotations {
  if (effect === "read") return { readOnlyHint: true };
  return {
    ...(repeatable && { idempotentHint: true }),
    ...((effect === "add" || local) && { destructiveHint: false }),
    ...(reachesOthers === "never" && { openWorldHint: false }),
  };
}

function described({ description, default: preset, examples, ...schema }: JsonSchema, longest: number): JsonSchema {
  const about = shortDescription({ description, default: preset, examples }, longest);
  return about === "" ? schema : { ...schema, description: about };
}
