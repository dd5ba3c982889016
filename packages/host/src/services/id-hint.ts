import { CasementError, type PluginDefinition, type ServiceDefinition } from "@casement/core";

/** No ID of Graph is shorter, and none contains spaces. */
const minIdLength = 16;

/**
 * The error of a call that named an item Graph does not know. If the value looks like a name ("Coffee") instead of an ID, the message says that
 * an ID is wanted and where IDs are shown. Other errors are returned as they are.
 */
export function withIdHint(error: CasementError, plugin: PluginDefinition, { item }: ServiceDefinition, input: unknown): CasementError {
  if (!isUnknownItem(error) || item?.id === undefined) return error;
  const field = String(item.id);
  const given = [(input as Readonly<Record<string, unknown>>)[field]].flat();
  if (!given.some(looksLikeName)) return error;
  const kinds = [item.of].flat();
  const listing = Object.entries(plugin.services ?? {}).find(
    ([, service]) => service.item?.does === "list" && [service.item.of].flat().some((kind) => kinds.includes(kind)),
  );
  const where = listing ? `${plugin.id}/${listing[0]} shows the IDs` : "the attributes of the sensor show the IDs";
  const message = `${field}: must be an ID, not a name; ${where}.`;
  return new CasementError(error.code, `${message} ${error.message}`, { cause: error, details: error.details });
}

const isUnknownItem = ({ code, details }: CasementError): boolean =>
  code === "graph-not-found" || (code === "graph-error" && details.status === 400);

const looksLikeName = (value: unknown): boolean => typeof value === "string" && (value.length < minIdLength || /\s/.test(value));
