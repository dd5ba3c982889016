import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { FileGenerator } from "../file-generator.ts";

interface WindowsZones {
  readonly supplemental: {
    readonly version: { readonly _cldrVersion: string };
    readonly windowsZones: {
      readonly mapTimezones: readonly {
        readonly mapZone: { readonly _other: string; readonly _type: string; readonly _territory: string };
      }[];
    };
  };
}

interface ZoneNames {
  readonly keyword: { readonly u: { readonly tz: Readonly<Record<string, { readonly _alias?: string; readonly _iana?: string }>> } };
}

/** Generates the Windows names of time zones: CLDR's map, with every other name that IANA has for a zone. */
export const timeZonesGenerator: FileGenerator = {
  name: "time zones",
  async make() {
    const { supplemental } = await readData<WindowsZones>("cldr-core/supplemental/windowsZones.json");
    const { tz } = (await readData<ZoneNames>("cldr-bcp47/bcp47/timezone.json")).keyword.u;
    const entries = Object.values(tz).map(({ _alias = "", _iana }) => ({
      names: [...(_iana ? [_iana] : []), ..._alias.split(" ")],
      _iana,
    }));
    const namesOf = (name: string) => entries.find(({ names }) => names.includes(name))?.names ?? [name];
    const zones = new Map<string, Set<string>>();
    // The territory 001 has the zone that stands for the Windows zone. It comes first.
    const maps = supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone);
    for (const { _other, _type } of [...maps.filter(({ _territory }) => _territory === "001"), ...maps]) {
      const names = zones.get(_other) ?? new Set();
      for (const name of _type.split(" ").flatMap(namesOf)) if (name !== "") names.add(name);
      zones.set(_other, names);
    }
    const lines = [...zones].map(([windows, names]) => `  ${JSON.stringify(windows)}:\n    ${JSON.stringify([...names].join(" "))},`);
    return [{ path: "packages/graph-time/src/windows-zones.generated.ts", text: textOf(supplemental.version._cldrVersion, lines) }];
  },
};

function textOf(version: string, lines: readonly string[]): string {
  return `// Made by \`npx pnpm@12 generate\` from Unicode CLDR ${version}: windowsZones (package cldr-core) and the names of IANA's time zones with their links
// (bcp47/timezone, package cldr-bcp47). https://github.com/unicode-org/cldr-json, Unicode License V3.

/** IANA names by Windows name, separated by spaces. The first one stands for the Windows zone. */
export const windowsZones: Readonly<Record<string, string>> = {
${lines.join("\n")}
};
`;
}

async function readData<T>(module: string): Promise<T> {
  return JSON.parse(await readFile(createRequire(import.meta.url).resolve(module), "utf8"));
}
