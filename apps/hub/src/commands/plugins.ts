import { definitionOf } from "@casement/core";
import { type CommandContext, show } from "../command-context.ts";
import { firstParty } from "../plugins/first-party.ts";
import { importPackage } from "../plugins/import-package.ts";
import { table } from "../terminal/table.ts";

interface Row {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly sensors: readonly string[];
  readonly services: readonly string[];
  readonly scopes: readonly string[];
}

/** The plugins that this hub knows, and those of the config's packages. */
export async function plugins(context: CommandContext): Promise<void> {
  const known = await Promise.all(Object.values(firstParty).map(async (load) => ({ plugin: await load(), from: "casement" })));
  const rows = [...known, ...(await thirdParty(context))].map(({ plugin, from }): Row => {
    const { id, title, sensors = {}, services = {}, scopes } = definitionOf(plugin);
    return { id, title, from, sensors: Object.keys(sensors), services: Object.keys(services), scopes: Object.keys(scopes) };
  });
  const { paint, io } = context;
  show(context, { plugins: rows }, () =>
    table<Row>(
      [
        { title: "PLUGIN", text: ({ id }) => id, paint: paint.bold },
        { title: "TITLE", text: ({ title }) => title },
        { title: "FROM", text: ({ from }) => from, paint: paint.dim },
        { title: "SENSORS", text: ({ sensors }) => sensors.join(", ") },
        { title: "SERVICES", text: ({ services }) => services.join(", "), elastic: true },
        { title: "PERMISSIONS", text: ({ scopes }) => scopes.join(", "), elastic: true },
      ],
      rows,
      io.columns,
    ),
  );
}

async function thirdParty({ io, config: named }: CommandContext) {
  const [{ findPlace }, { readConfig }, { dirname }] = await Promise.all([
    import("../hub/place.ts"),
    import("../hub/config.ts"),
    import("node:path"),
  ]);
  // Without a config there are only the known ones.
  const place = await findPlace(named, io).catch((error) => {
    if (named !== undefined) throw error;
    return undefined;
  });
  if (!place) return [];
  const { packages, file } = await readConfig(place.file, io);
  const found = packages.map(async (from) => (await importPackage(from, dirname(file))).map((plugin) => ({ plugin, from })));
  return (await Promise.all(found)).flat();
}
