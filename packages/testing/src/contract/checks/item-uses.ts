import type { PluginDefinition, ServiceDefinition } from "@casement/core";
import { type ContractComplaint, createContractCheck } from "../contract-check.ts";
import { fieldsIn, jsonSchemaOf, nodesIn } from "../json-schema-nodes.ts";

const usesWithoutId = new Set(["list", "add"]);

export const itemUses = createContractCheck(
  "has an `item` in its services that fits their inputs and its sensors",
  function* ({ definition }) {
    const { services = {} } = definition;
    for (const [name, service] of Object.entries(services)) {
      if (!service.item) continue;
      yield* kindComplaints(name, service.item, definition);
      yield* fieldComplaints(name, service);
      yield* onlyComplaints(name, service.item, definition);
    }
    for (const kind of kindsWith(definition, "complete"))
      if (!kindsWith(definition, "reopen").has(kind))
        yield {
          observed: `A service completes items of the sensor kind ${kind}, but no service reopens them.`,
          advice: 'Add a service with `does: "reopen"`, so that people can undo a click.',
        };
  },
);

type ItemUse = NonNullable<ServiceDefinition["item"]>;

const kindsOf = ({ of: kinds }: ItemUse): readonly string[] => [kinds].flat();

function kindsWith({ services = {} }: PluginDefinition, does: ItemUse["does"]): ReadonlySet<string> {
  return new Set(Object.values(services).flatMap(({ item }) => (item?.does === does ? kindsOf(item) : [])));
}

function* kindComplaints(name: string, item: ItemUse, { sensors }: PluginDefinition): Iterable<ContractComplaint> {
  for (const kind of kindsOf(item)) {
    if (sensors?.[kind]?.present?.items) continue;
    yield {
      observed: `services.${name}.item.of names "${kind}", which is ${sensors?.[kind] ? "a sensor kind without `present.items`" : "not a sensor kind"}.`,
      advice: "Name the sensor kind that shows the items, and describe them in its `present.items`.",
    };
  }
}

function* fieldComplaints(name: string, { item, input }: ServiceDefinition): Iterable<ContractComplaint> {
  if (!item) return;
  if (usesWithoutId.has(item.does) && item.id !== undefined)
    yield { observed: `services.${name}.item.id is set, but \`${item.does}\` uses no existing item.`, advice: "Remove `id`." };
  if (!usesWithoutId.has(item.does) && item.id === undefined)
    yield {
      observed: `services.${name}.item has no \`id\`, but \`${item.does}\` uses an existing item.`,
      advice: "Name the input field that accepts the item's id.",
    };
  const fields = fieldsIn(jsonSchemaOf(input, "input"));
  for (const [role, field] of Object.entries({ id: item.id, ...item.fields }))
    if (field !== undefined && !fields.has(field))
      yield {
        observed: `services.${name}.item: \`${role}\` names "${field}", which is not a field of the input.`,
        advice: "Name a field of the input.",
      };
}

/** `only` names properties of the items as the sensor shows them. */
function* onlyComplaints(name: string, item: ItemUse, { sensors }: PluginDefinition): Iterable<ContractComplaint> {
  for (const kind of kindsOf(item)) {
    const sensor = sensors?.[kind];
    const attribute = sensor?.present?.items?.attribute;
    if (!sensor || attribute === undefined || !item.only) continue;
    const list = fieldsIn(jsonSchemaOf(sensor.value, "output")).get(attribute);
    const properties = new Set(list?.flatMap((schema) => [...nodesIn(schema)].flatMap(({ node }) => [...fieldsIn(node).keys()])));
    for (const property of Object.keys(item.only))
      if (!properties.has(property))
        yield {
          observed: `services.${name}.item.only names "${property}", which items of the sensor kind ${kind} do not have.`,
          advice: `Name a property of the items in the attribute "${attribute}".`,
        };
  }
}
