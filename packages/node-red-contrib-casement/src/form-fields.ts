/** A field of a service's input, as the editor shows it. */
export interface FormField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  /** Types of Node-RED's typed input that fit, the best one first. `choice`: one of `options`. */
  readonly types: readonly ("choice" | "str" | "num" | "bool" | "json")[];
  /** JSON values with their labels. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

type JsonSchema = Readonly<Record<string, any>>;

/** The fields of an input, in the schema's order: required ones first. Aliases and what people do not fill are left out. */
export function formFieldsOf(input: JsonSchema): readonly FormField[] {
  const fields = Object.entries<JsonSchema>(input.properties ?? {})
    .filter(([, schema]) => schema["x-private"] !== true)
    .map(([name, schema]) => fieldOf(name, schema, input));
  return [...fields.filter(({ required }) => required), ...fields.filter(({ required }) => !required)];
}

function fieldOf(name: string, schema: JsonSchema, root: JsonSchema): FormField {
  const shown = schemaOf(schema, root);
  const types = typesOf(shown, root);
  const choices: readonly unknown[] = shown.enum ?? (shown.const === undefined ? [] : [shown.const]);
  const values = choices.length > 0 ? choices : name === "sensor" ? (shown.examples ?? []) : [];
  const options = values.map((value: unknown) => ({ value: JSON.stringify(value), label: String(value) }));
  return {
    name,
    title: schema.title ?? shown.title ?? titleOf(name),
    description: schema.description ?? shown.description ?? "",
    required: root.required?.includes(name) === true,
    types: options.length > 0 ? ["choice", ...types] : types,
    ...(options.length > 0 && { options }),
  };
}

/** `timeZone` → `Time zone`. */
function titleOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a schema refers to; of "this or null", this. */
function schemaOf(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (typeof schema.$ref === "string") return schemaOf(root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? {}, root);
  const variants: readonly JsonSchema[] = schema.anyOf ?? schema.oneOf ?? [];
  const others = variants.filter(({ type }) => type !== "null");
  return others.length === 1 ? { ...schema, ...schemaOf(others[0]!, root) } : schema;
}

function typesOf(schema: JsonSchema, root: JsonSchema): readonly ("str" | "num" | "bool" | "json")[] {
  const variants: readonly JsonSchema[] = schema.anyOf ?? schema.oneOf ?? [];
  const names = variants.length > 0 ? variants.flatMap((variant) => schemaOf(variant, root).type ?? []) : [schema.type ?? []].flat();
  const known = { string: "str", number: "num", integer: "num", boolean: "bool" } as const;
  const types = names
    .map((name: string) => known[name as keyof typeof known] ?? "json")
    .filter((type, at, all) => all.indexOf(type) === at);
  return types.length > 0 ? types : ["json"];
}
