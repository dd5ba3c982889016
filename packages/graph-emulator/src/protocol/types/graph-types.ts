import { addedNavigation, addedProperties, addedTypeTable } from "./added-graph-types.ts";
import { typeTable } from "./graph-types.generated.ts";

/** An entity or complex type of Graph. */
export interface GraphType {
  readonly name: string;
  readonly base: GraphType | undefined;
  /** Structural properties by lowercase name. */
  readonly properties: ReadonlyMap<string, ValueType>;
  /** Navigation properties by lowercase name, with the name of their type. */
  readonly navigation: ReadonlyMap<string, string>;
}

/** The type of a property's value. */
export interface ValueType {
  /** With its namespace, for a collection the type of its items: `Edm.Boolean`, `microsoft.graph.recipient`. */
  readonly name: string;
  readonly isCollection: boolean;
}

/** A property of a type. */
export interface GraphProperty {
  /** The type of its value or of its items; undefined for primitive values and enumerations. */
  readonly type: GraphType | undefined;
  /** Undefined for a navigation property. */
  readonly value: ValueType | undefined;
}

let types: ReadonlyMap<string, GraphType> | undefined;

/** Finds a type by its name without namespace, ignoring case. */
export function findGraphType(name: string): GraphType | undefined {
  types ??= readTypes();
  return types.get(name.toLowerCase());
}

/** Finds a property of a type or its base types, ignoring case. A `directoryObject` has the properties of users and groups. */
export function findProperty(type: GraphType, name: string): GraphProperty | undefined {
  const key = name.toLowerCase();
  for (let current: GraphType | undefined = type; current; current = current.base) {
    const navigation = current.navigation.get(key);
    if (navigation !== undefined) return { type: findGraphType(navigation), value: undefined };
    const value = current.properties.get(key);
    if (value) return { type: findGraphType(value.name.replace("microsoft.graph.", "")), value };
  }
  if (type.name !== "directoryObject") return undefined;
  return findProperty(findGraphType("group")!, name) ?? findProperty(findGraphType("user")!, name);
}

const startTypes: Readonly<Record<string, string>> = {
  me: "user",
  users: "user",
  groups: "group",
  chats: "chat",
  subscriptions: "subscription",
  teams: "team",
  places: "place",
  communications: "cloudCommunications",
};

/** Returns the type at the end of a route's template, for example `message` for `/me/mailFolders/{folder}/messages`. */
export function typeOfTemplate(template: string): GraphType | undefined {
  const [start = "", ...segments] = template.split("/").filter(Boolean);
  let type = findGraphType(startTypes[start] ?? "");
  for (const segment of segments) {
    if (!type || segment.startsWith("{") || /^delta(\(\))?$/.test(segment)) continue;
    const cast = castOf(segment);
    type = cast === undefined ? findProperty(type, segment)?.type : findGraphType(cast);
  }
  return type;
}

/** Returns the name of the type in a cast: `fileAttachment` for `microsoft.graph.fileAttachment`. Undefined for any other segment. */
export const castOf = (segment: string): string | undefined => /^(?:microsoft\.)?graph\.(\w+)$/i.exec(segment)?.[1];

function readTypes(): ReadonlyMap<string, GraphType> {
  const found = new Map<string, GraphType>();
  const rows = new Map(
    (addedTypeTable + typeTable)
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf(":")), line] as const),
  );
  const read = (name: string): GraphType => {
    const known = found.get(name.toLowerCase());
    if (known) return known;
    const [head = "", properties = "", navigation = ""] = rows.get(name)!.split("|");
    const base = head.split(":")[1];
    const type: GraphType = {
      name,
      base: base ? read(base) : undefined,
      properties: new Map(pairsOf(`${properties},${addedProperties[name] ?? ""}`).map(([key, value]) => [key, valueTypeOf(value)])),
      navigation: new Map(pairsOf(`${navigation},${addedNavigation[name] ?? ""}`)),
    };
    found.set(name.toLowerCase(), type);
    return type;
  };
  for (const name of rows.keys()) read(name);
  return found;
}

/** Pairs of lowercase names and types: `String` where none is given. A star stays at the type. */
const pairsOf = (text: string): (readonly [string, string])[] =>
  [...text.matchAll(/(\w+)(?:=(\w+))?(\*?)/g)].map(([, name = "", type = "String", star = ""]) => [name.toLowerCase(), type + star]);

function valueTypeOf(text: string): ValueType {
  const name = text.replace("*", "");
  return { name: `${/^[A-Z]/.test(name) ? "Edm" : "microsoft.graph"}.${name}`, isCollection: text.endsWith("*") };
}
