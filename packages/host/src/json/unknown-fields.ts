import { mayFit } from "./fits-schema.ts";
import { isSchema, type JsonSchema, propertiesOf, referencedSchema } from "./schema-parts.ts";

export type FieldPath = readonly (string | number)[];

export interface UnknownField {
  readonly path: FieldPath;
  /** The fields that the schema has in this place. */
  readonly fields: readonly JsonSchema[];
}

export interface FieldReport {
  readonly unknown: readonly UnknownField[];
  /**
   * Fields that only a later alternative of a union has. A schema library may choose an earlier one and drop them, so look whether they are in
   * its result.
   */
  readonly doubtful: readonly FieldPath[];
}

/**
 * Finds the names in an input that its schema does not have, at any depth. Objects are closed unless the schema says that they are open
 * (`additionalProperties`, `patternProperties`) or says nothing about their names. Keys with the value undefined count as absent.
 */
export function findUnknownFields(root: JsonSchema, input: unknown): FieldReport {
  const unknown: UnknownField[] = [];
  const doubtful: FieldPath[] = [];

  function check(schemas: readonly JsonSchema[], value: unknown, path: FieldPath): void {
    if (schemas.length === 0 || typeof value !== "object" || value === null) return;
    const { parts, uncertain } = partsFor(root, schemas, value);
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries())
        check(
          parts.flatMap((part) => itemSchemas(part, i)),
          item,
          [...path, i],
        );
      return;
    }
    const isClosed = parts.some(saysNames);
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      const inside = [...path, name];
      const schemasOfName = parts.flatMap((part) => schemasFor(part, name));
      if (isClosed && schemasOfName.length === 0) unknown.push({ path: inside, fields: parts.map(propertiesOf) });
      else check(schemasOfName.filter(isSchema), inner, inside);
      if (uncertain.has(name)) doubtful.push(inside);
    }
  }
  check([root], input, []);
  return { unknown, doubtful };
}

/** Whether a schema says which names an object has. */
const saysNames = ({ properties, patternProperties, additionalProperties, unevaluatedProperties }: JsonSchema): boolean =>
  properties !== undefined || patternProperties !== undefined || additionalProperties === false || unevaluatedProperties === false;

/** The schemas for the value of a name: none if the part does not have it. `true` allows anything. */
function schemasFor(part: JsonSchema, name: string): readonly unknown[] {
  const properties = propertiesOf(part);
  if (Object.hasOwn(properties, name)) return [properties[name]];
  const patterns = Object.entries((part.patternProperties ?? {}) as JsonSchema);
  const matching = patterns.filter(([pattern]) => new RegExp(pattern, "u").test(name)).map(([, schema]) => schema);
  if (matching.length > 0) return matching;
  return [part.additionalProperties, part.unevaluatedProperties].filter((schema) => schema !== undefined && schema !== false);
}

function itemSchemas({ prefixItems, items }: JsonSchema, at: number): readonly JsonSchema[] {
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  return [at < first.length ? first[at] : items].filter(isSchema);
}

interface PartsForValue {
  /** All schemas that apply to the value itself, without references and alternatives. */
  readonly parts: readonly JsonSchema[];
  /** Names that only a later alternative has. */
  readonly uncertain: ReadonlySet<string>;
}

/** `seen`: schemas that already apply to the value, for schemas that refer to themselves. */
function partsFor(root: JsonSchema, schemas: readonly JsonSchema[], value: object, seen = new Set<JsonSchema>()): PartsForValue {
  const parts: JsonSchema[] = [];
  const uncertain = new Set<string>();
  const names = Array.isArray(value) ? [] : Object.keys(value);

  const choose = (alternatives: readonly unknown[]): readonly JsonSchema[] => {
    const options = alternatives.filter(isSchema);
    const fitting = options.filter((option) => mayFit(root, option, value));
    const [first] = fitting;
    if (!first) return options;
    const unknownIn = (option: JsonSchema): string[] => {
      const inner = partsFor(root, [option], value, new Set(seen)).parts;
      return inner.some(saysNames) ? names.filter((name) => inner.every((part) => schemasFor(part, name).length === 0)) : [];
    };
    const missing = fitting.map(unknownIn);
    const best = missing.indexOf(missing.reduce((fewest, each) => (each.length < fewest.length ? each : fewest)));
    for (const name of missing[0] ?? []) if (!missing[best]?.includes(name)) uncertain.add(name);
    return [fitting[best] ?? first];
  };
  const add = (schema: JsonSchema): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    parts.push(schema);
    const referenced = referencedSchema(root, schema);
    if (referenced) add(referenced);
    const { allOf, anyOf, oneOf, if: condition, dependentSchemas } = schema;
    if (Array.isArray(allOf)) for (const part of allOf.filter(isSchema)) add(part);
    for (const alternatives of [anyOf, oneOf]) if (Array.isArray(alternatives)) for (const part of choose(alternatives)) add(part);
    if (condition !== undefined) {
      const holds = mayFit(root, condition, value);
      for (const part of holds ? [condition, schema.then] : [schema.else]) if (isSchema(part)) add(part);
    }
    for (const [name, part] of Object.entries((dependentSchemas ?? {}) as JsonSchema))
      if (names.includes(name) && isSchema(part)) add(part);
  };
  for (const schema of schemas) add(schema);
  return { parts, uncertain };
}
