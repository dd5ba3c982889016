import { graphSegments, type PathSegment, withoutNamespace } from "./graph-path.ts";
import type { GraphOperation } from "./permission-tables.ts";

interface OperationNode {
  literals: Map<string, OperationNode> | undefined;
  key: OperationNode | undefined;
  methods: Map<string, GraphOperation> | undefined;
}

/** Operations by path and method. */
export interface OperationIndex {
  readonly root: OperationNode;
}

/** The operation of a request. `isRawContent` is true for `$value`: a reduced permission never gives the raw content. */
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

/** The operation of a request. Undefined when the index does not have it. */
export function findOperation(index: OperationIndex, method: string, path: string): FoundOperation | undefined {
  const segments = graphSegments(path);
  if (!segments) return undefined;
  const httpMethod = method.toUpperCase();
  const exact = findAnyForm(index, httpMethod, segments);
  if (exact) return { operation: exact, isRawContent: false };
  const last = segments.at(-1)?.text;
  if (httpMethod !== "GET" || (last !== "$count" && last !== "$value")) return undefined;
  const operation = findAnyForm(index, httpMethod, segments.slice(0, -1));
  return operation && { operation, isRawContent: last === "$value" };
}

/** `/me/x` and `/users/{id}/x` are the same resource. The form of the request has precedence. */
function findAnyForm(index: OperationIndex, method: string, segments: readonly PathSegment[]): GraphOperation | undefined {
  const found = findNode(index.root, segments, 0);
  if (found) return found.node.methods?.get(method);
  const [first, id, ...rest] = segments;
  let otherForm: readonly PathSegment[] | undefined;
  if (first?.text === "me") otherForm = [literal("users"), anyKey, ...segments.slice(1)];
  if (first?.text === "users" && id && id.kind !== "literal") otherForm = [literal("me"), ...rest];
  return otherForm && findNode(index.root, otherForm, 0)?.node.methods?.get(method);
}

/** The matching template with the fewest keys. The method does not matter: `POST /me/events/delta` is not a request for an event named "delta". */
function findNode(node: OperationNode, segments: readonly PathSegment[], at: number): { node: OperationNode; keys: number } | undefined {
  const segment = segments[at];
  if (!segment) return node.methods && { node, keys: 0 };
  const named =
    segment.kind === "key" ? undefined : (node.literals?.get(segment.text) ?? node.literals?.get(withoutNamespace(segment.text)));
  const byName = named && findNode(named, segments, at + 1);
  if (byName?.keys === 0 || segment.kind === "literal" || !node.key) return byName;
  const byKey = findNode(node.key, segments, at + 1);
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
