import type { PluginDefinition } from "./definition.ts";

/** Parts of an agenda of the wrong type, and services that do not exist. `part`: `feeds.<name>.agenda`. */
export function* agendaMistakes(part: string, agenda: unknown, { services = {} }: PluginDefinition): Iterable<string> {
  const { component, version, writes, search, ...functions } = (agenda ?? {}) as Readonly<Record<string, unknown>>;
  if (component !== "VEVENT" && component !== "VTODO") yield `${part}.component must be VEVENT or VTODO`;
  if (!Number.isSafeInteger(version)) yield `${part}.version must be a whole number`;
  for (const name of ["group", "read", "spans"]) if (typeof functions[name] !== "function") yield `${part}.${name} must be a function`;
  if (functions.needs !== undefined && typeof functions.needs !== "function") yield `${part}.needs must be a function`;
  if (search !== undefined) yield* searchMistakes(`${part}.search`, search, services);
  if (writes === undefined) return;
  const { services: names, allows, plan } = (writes ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof plan !== "function") yield `${part}.writes.plan must be a function`;
  if (allows !== undefined && typeof allows !== "function") yield `${part}.writes.allows must be a function`;
  if (!Array.isArray(names)) yield `${part}.writes.services must be a list of services`;
  else
    for (const name of names)
      if (!Object.hasOwn(services, name)) yield `${part}.writes.services names "${String(name)}", which is not a service of the plugin`;
}

function* searchMistakes(part: string, search: unknown, services: NonNullable<PluginDefinition["services"]>): Iterable<string> {
  const { service, input, found } = (search ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof service !== "string" || !Object.hasOwn(services, service) || services[service]?.effect !== "read")
    yield `${part}.service must be a service of the plugin with \`effect: "read"\``;
  for (const [name, value] of Object.entries({ input, found })) if (typeof value !== "function") yield `${part}.${name} must be a function`;
}
