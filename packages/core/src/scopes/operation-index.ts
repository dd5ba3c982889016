import { graphSegments, type PathSegment, withoutNamespace } from "./graph-path.ts";
import type { GraphOperation } from "./permission-tables.ts";

interface OperationNode {
  literals: Map<string, OperationNode> | undefined;
  key: OperationNode | undefined;
  methods: Map<string, GraphOperation> | undefined;
}

/** Calls by path and method. */
export interface OperationIndex {
  readonly root: OperationNode;
}

/** What a request turned out to be. `whole` says that it asks for the raw content, which a reduced permission never gives. */
export interface FoundOperation {
  readonly operation: GraphOperation;
  readonly isRawContent: boolean;
}

export function indexOperations(operations: Iterable<GraphOperation>): OperationIndex {
  const root = newNode();
  for (const operation of operations) {
    const segments = graphSegments(operation.path);
    if (!segments) throw new Error(`Not a path template: ${operation.path}`);
    let node = root;
    for (const { text } of segments) node = text === "{id}" ? keyChild(node) : literalChild(node, text);
    node.methods ??= new Map();
    node.methods.set(operation.method, operation);
  }
  return { root };
}

/** The call that a request makes, or undefined when the index does not know it. */
export function findOperation(index: OperationIndex, method: string, path: string): FoundOperation | undefined {
  const segments = graphSegments(path);
  if (!segments) return undefined;
  const verb = method.toUpperCase();
  const exact = findAnyForm(index, verb, segments);
  if (exact) return { operation: exact, isRawContent: false };
  const last = segments.at(-1)?.text;
  if (verb !== "GET" || (last !== "$count" && last !== "$value")) return undefined;
  const operation = findAnyForm(index, verb, segments.slice(0, -1));
  return operation && { operation, isRawContent: last === "$value" };
}

/** `/me/x` and `/users/{id}/x` are the same resource; the form that was asked for is looked up first. */
function findAnyForm(index: OperationIndex, method: string, segments: readonly PathSegment[]): GraphOperation | undefined {
  const own = find(index.root, segments, 0);
  if (own) return own.node.methods?.get(method);
  const [first, id, ...rest] = segments;
  let twin: readonly PathSegment[] | undefined;
  if (first?.text === "me") twin = [literal("users"), anyKey, ...segments.slice(1)];
  if (first?.text === "users" && id && id.kind !== "literal") twin = [literal("me"), ...rest];
  return twin && find(index.root, twin, 0)?.node.methods?.get(method);
}

/** The matching template with the fewest keys. The path decides alone: `POST /me/events/delta` is not a call on an event named "delta". */
function find(node: OperationNode, segments: readonly PathSegment[], at: number): { node: OperationNode; keys: number } | undefined {
  const segment = segments[at];
  if (!segment) return node.methods && { node, keys: 0 };
  const named =
    segment.kind === "key" ? undefined : (node.literals?.get(segment.text) ?? node.literals?.get(withoutNamespace(segment.text)));
  const byName = named && find(named, segments, at + 1);
  if (byName?.keys === 0 || segment.kind === "literal" || !node.key) return byName;
  const byKey = find(node.key, segments, at + 1);
  if (!byKey) return byName;
  return byName && byName.keys <= byKey.keys + 1 ? byName : { node: byKey.node, keys: byKey.keys + 1 };
}

const newNode = (): OperationNode => ({ literals: undefined, key: undefined, methods: undefined });
const literal = (text: string): PathSegment => ({ kind: "literal", text });
const anyKey: PathSegment = { kind: "key", text: "" };

function keyChild(node: OperationNode): OperationNode {
  node.key ??= newNode();
  return node.key;
}

function literalChild(node: OperationNode, text: string): OperationNode {
  node.literals ??= new Map();
  const child = node.literals.get(text) ?? newNode();
  node.literals.set(text, child);
  return child;
}
