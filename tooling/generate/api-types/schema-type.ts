export type SchemaNode = Readonly<Record<string, any>>;

/** How types are written. */
export interface TypeStyle {
  /** Type names by place: `Account.plugins[]`, or by component: `#/components/schemas/Account`. */
  readonly names: Readonly<Record<string, string>>;
  /** The type of any JSON, and of an object with any properties. */
  readonly any: string;
  readonly object: string;
  readonly readonly: boolean;
}

const keywords: Readonly<Record<string, string>> = {
  string: "string",
  boolean: "boolean",
  integer: "number",
  number: "number",
  null: "null",
};
/** More values than this are a text: a client also meets those of later versions. */
const maxValues = 20;

/** The TypeScript type of a JSON Schema. `place` is its path, `Account.plugins[]`, by which `style.names` names it. */
export function schemaType(place: string, schema: SchemaNode, style: TypeStyle, inner = true): string {
  const name = style.names[schema.$ref ?? place];
  if (name !== undefined && inner) return name;
  if (schema.$ref) throw new Error(`${place}: nothing names ${schema.$ref}`);
  if (Array.isArray(schema.type)) return union(schema.type.map((type: string) => schemaType(place, { ...schema, type }, style)));
  if (schema.type === "null") return "null";
  if (schema.enum) return schema.enum.length > maxValues ? "string" : union(schema.enum.map((value: unknown) => JSON.stringify(value)));
  if ("const" in schema) return JSON.stringify(schema.const);
  const alternatives: readonly SchemaNode[] | undefined = schema.oneOf ?? schema.anyOf;
  if (alternatives) return union(alternatives.map((part) => schemaType(place, part, style)));
  if (schema.type === "array") return listType(schemaType(`${place}[]`, schema.items, style));
  if (schema.properties) return objectType(place, schema, style);
  const values = schema.additionalProperties;
  if (typeof values === "object" && Object.keys(values).length > 0) return `Record<string, ${schemaType(`${place}{}`, values, style)}>`;
  return schema.type === "object" ? style.object : (keywords[schema.type] ?? style.any);
}

/** `{ … }`, which can also be the body of an interface. */
function objectType(place: string, { properties, required = [] }: SchemaNode, style: TypeStyle): string {
  const lines = Object.entries<SchemaNode>(properties).map(([name, schema]) => {
    const key = `${style.readonly ? "readonly " : ""}${name}${required.includes(name) ? "" : "?"}`;
    return `${commentOf(schema)}${key}: ${schemaType(`${place}.${name}`, schema, style)};`;
  });
  return `{\n${lines.join("\n").replaceAll(/^/gm, "  ")}\n}`;
}

export const commentOf = ({ description }: SchemaNode): string => (description ? `/** ${description} */\n` : "");

const union = (types: readonly string[]): string => [...new Set(types)].join(" | ");
const listType = (element: string): string => (/[ |{]/.test(element) ? `(${element})[]` : `${element}[]`);
