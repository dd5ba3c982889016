import type { Tool } from "@modelcontextprotocol/server";
import { type JsonSchema, mapValues } from "./compact-schema.ts";
import { type FieldDetail, listField } from "./listed-field.ts";
import type { ServiceTool } from "./service-tool.ts";
import { hintsOf } from "./tool-hints.ts";

/** Most bytes of a tool that a model sees, on average: 125 tokens. The list takes up part of its context in every conversation. */
export const maxSeenBytes = 530;
/** Longest list, in bytes of JSON. */
export const maxListBytes = 40_000;

/** How much the list shows of the fields of all tools. */
interface ListDetail {
  readonly required: FieldDetail;
  readonly optional: FieldDetail;
}

const everything: FieldDetail = { maxText: Number.POSITIVE_INFINITY, hasBounds: true };
const namesAndTypes: FieldDetail = { maxText: 0, hasBounds: false };

/**
 * The tools as clients list them: every field at the top level, with its name, types and choices. If that is too long for a model, the texts of
 * optional fields are left out, longest first, then their defaults and bounds, then those of required fields. Clients, but few models, see
 * titles and outputs: if the list exceeds `maxListBytes` with nothing but names and types, titles are left out, then outputs. `casement_describe`
 * returns all of it. `builtinTools` are listed first.
 */
export function listTools(serviceTools: readonly ServiceTool[], builtinTools: readonly Tool[] = []): Tool[] {
  const listWith = (detail: ListDetail): Tool[] => [...builtinTools, ...serviceTools.map((tool) => toListedTool(tool, detail))];
  const withoutTitles = (detail: ListDetail): Tool[] => listWith(detail).map(({ title: _, ...tool }) => tool);
  const withoutOutputs = (detail: ListDetail): Tool[] => withoutTitles(detail).map(({ outputSchema: _, ...tool }) => tool);
  for (const listAs of [listWith, withoutTitles]) {
    const list = listAs(chooseDetail(listAs));
    if (bytesOf(list) <= maxListBytes) return list;
  }
  return withoutOutputs(chooseDetail(withoutOutputs));
}

function chooseDetail(listWith: (detail: ListDetail) => Tool[]): ListDetail {
  const fits = (detail: ListDetail): boolean => {
    const list = listWith(detail);
    return seenBytesOf(list) <= maxSeenBytes * list.length && bytesOf(list) <= maxListBytes;
  };
  const withTexts = (maxText: number): ListDetail => ({ required: everything, optional: { maxText, hasBounds: true } });
  if (fits(withTexts(everything.maxText))) return withTexts(everything.maxText);
  if (fits(withTexts(0))) return withTexts(findLargest(longestText, (maxText) => fits(withTexts(maxText))));
  const withoutBounds = { required: everything, optional: namesAndTypes };
  return fits(withoutBounds) ? withoutBounds : { required: namesAndTypes, optional: namesAndTypes };
}

/** Longer texts about fields are left out together (characters). */
const longestText = 255;

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

type InputProperties = NonNullable<Tool["inputSchema"]["properties"]>;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Of what clients pass on to a model. */
const seenBytesOf = (tools: readonly Tool[]): number =>
  bytesOf(tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })));

function toListedTool(tool: ServiceTool, { required: requiredDetail, optional }: ListDetail): Tool {
  const { name, title, summary, fields, required, definitions, output } = tool;
  const hints = hintsOf(tool);
  const listed = Object.entries(fields).map(([field, schema]): [string, JsonSchema] => [
    field,
    listField(schema, required.includes(field) ? requiredDetail : optional),
  ]);
  return {
    name,
    ...(title !== summary && { title }),
    description: summary,
    inputSchema: {
      type: "object",
      properties: Object.fromEntries(listed) as InputProperties,
      ...(required.length > 0 && { required: [...required] }),
      ...(definitions && { $defs: mapValues(definitions as Record<string, JsonSchema>, (schema) => listField(schema, optional)) }),
    },
    outputSchema: output as { type: "object" },
    ...(Object.keys(hints).length > 0 && { annotations: hints }),
  };
}
