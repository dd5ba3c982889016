import { type ContractComplaint, createContractCheck } from "../contract-check.ts";
import { branchesOf, fieldsIn, type JsonSchemaNode, jsonSchemaOf, nodesIn, referencedNode } from "../json-schema-nodes.ts";
import { schemasOfPlugin } from "../plugin-schemas.ts";

export const fieldNotes = createContractCheck("has valid notes on its fields", function* ({ definition }) {
  for (const { name, schema, side } of schemasOfPlugin(definition)) {
    const root = jsonSchemaOf(schema, side);
    for (const { path, node } of nodesIn(root)) {
      const at = path === "" ? name : `${name}: ${path}`;
      yield* privateComplaints(at, node, root);
      yield* formComplaints(at, node);
      if (side === "input") yield* aliasComplaints(at, node);
    }
  }
});

function* privateComplaints(at: string, node: JsonSchemaNode, root: JsonSchemaNode): Iterable<ContractComplaint> {
  if (node["x-private"] === undefined) return;
  if (node["x-private"] !== true)
    yield { observed: `${at} has an \`x-private\` that is not \`true\`.`, advice: 'Set `"x-private": true`, or remove it.' };
  else if (!isText(node, root))
    yield {
      observed: `${at} has \`x-private\`, but it is not a text.`,
      advice: "Mark the texts in it instead. Surfaces omit exactly the fields that are marked.",
    };
}

/** A text, or a union of texts and null. */
function isText(node: JsonSchemaNode, root: JsonSchemaNode): boolean {
  const { type, enum: choices, const: choice } = node;
  const referenced = referencedNode(node, root);
  if (referenced) return isText(referenced, root);
  if (type !== undefined) return [type].flat().every((each) => each === "string" || each === "null") && type !== "null";
  const values = [choices, choice].flat().filter((value) => value !== undefined && value !== null);
  if (values.length > 0) return values.every((value) => typeof value === "string");
  const branches = branchesOf(node).filter((branch) => branch.type !== "null");
  return branches.length > 0 && branches.every((branch) => isText(branch, root));
}

function* formComplaints(at: string, node: JsonSchemaNode): Iterable<ContractComplaint> {
  const { "x-order": order, "x-group": group } = node;
  if (order !== undefined && typeof order !== "number")
    yield { observed: `${at} has an \`x-order\` that is not a number.`, advice: "Set a number. Forms sort fields by it, ascending." };
  if (group !== undefined && (typeof group !== "string" || group.trim() === ""))
    yield { observed: `${at} has an \`x-group\` that is not a text.`, advice: 'Set the title of the group: `"x-group": "More"`.' };
}

/** Aliases of the fields of one object. */
function* aliasComplaints(at: string, node: JsonSchemaNode): Iterable<ContractComplaint> {
  const fields = fieldsIn(node);
  const fieldByAlias = new Map<string, string>();
  for (const [field, schemas] of fields)
    for (const schema of schemas) {
      const aliases = schema["x-aliases"];
      if (aliases === undefined) continue;
      if (!Array.isArray(aliases) || aliases.some((alias) => typeof alias !== "string" || alias === "")) {
        yield { observed: `${at}: the \`x-aliases\` of "${field}" are not a list of names.`, advice: 'Set a list: `["body", "message"]`.' };
        continue;
      }
      if (new Set(aliases).size < aliases.length)
        yield { observed: `${at}: the \`x-aliases\` of "${field}" name the same alias twice.`, advice: "Remove one of them." };
      for (const alias of new Set<string>(aliases)) {
        if (fields.has(alias))
          yield {
            observed: `${at}: "${alias}" is an alias of "${field}", but it is ${alias === field ? "the field's own name" : "also a field"}.`,
            advice: "Remove the alias.",
          };
        const other = fieldByAlias.get(alias);
        if (other !== undefined && other !== field)
          yield { observed: `${at}: "${alias}" is an alias of both "${other}" and "${field}".`, advice: "Remove it from one of them." };
        fieldByAlias.set(alias, field);
      }
    }
}
