import { administratorTexts } from "@casement/core";
import type { PluginPlan } from "./create-plan.ts";
import { keepBlocks } from "./keep-blocks.ts";
import { toTitle } from "./scaffold-options.ts";
import { templateFiles } from "./template.generated.ts";

type ServiceKind = "read" | "add" | "change" | "remove" | "none";

const purposes = { add: "Add to", change: "Change", remove: "Remove from" } as const;
/** The services of the template, each with the kind of plugin that keeps it. */
const templateServices: Readonly<Record<string, ServiceKind>> = {
  "find-things": "read",
  "add-thing": "add",
  "change-thing": "change",
  "remove-thing": "remove",
};

/** The files of a new plugin, by path: the template with the names of the plan. `version`: version of the Casement packages. */
export function renderPluginFiles(plan: PluginPlan, version: string): ReadonlyMap<string, string> {
  const { name, id, title, read, update, sensor, service = "", author, personal } = plan;
  // The emulator's tenants leave consent to users, except where an administrator is always needed.
  const admin = read.consent === "administrator" || update?.consent === "administrator";
  const titleInSentence = `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  const itemPath = update && update.kind !== "add" ? update.path : undefined;
  const ownItemPath = itemPath !== undefined && itemPath.toLowerCase() !== `${read.path}/{id}`.toLowerCase();
  const replacements: readonly (readonly [templateText: string, ownText: string])[] = [
    ["casement-plugin-my-things", name],
    ["myThingsPlugin", `${toCamelCase(id)}Plugin`],
    ["Show your things", `Show ${titleInSentence}`],
    ["Change your things", `${purposes[update?.kind ?? "change"]} ${titleInSentence}`],
    ["my-things", id],
    ["My things", title],
    ['"thing-list": {', `${toPropertyKey(sensor)}: {`],
    ["thing-list", sensor],
    ["Thing list", toTitle(sensor)],
    ...Object.keys(templateServices).flatMap((templateService): [string, string][] => [
      [`"${templateService}": {`, `${toPropertyKey(service)}: {`],
      [templateService, service],
      [toTitle(templateService), toTitle(service)],
    ]),
    ["`Contacts.Read` | read | always | no", `\`${read.scope}\` | read | always | ${administratorTexts[read.consent]}`],
    [
      "`enableUpdate` | always | where Microsoft manages consent",
      `\`enableUpdate\` | always | ${administratorTexts[update?.consent ?? "self"]}`,
    ],
    ["Contacts.ReadWrite", update?.scope ?? ""],
    ["Contacts.Read", read.scope],
    ["/me/contacts", read.path],
    ["/me/contacts/${", `${itemPath?.slice(0, -"{id}".length)}\${`],
    [', { itemPath: "/me/contacts/{id}" }', ownItemPath ? `, { itemPath: "${itemPath}" }` : ""],
    [", admin: true", admin ? ", admin: true" : ""],
    ["For work, school, and personal accounts.", personal ? "For work, school, and personal accounts." : "For work and school accounts."],
    ["the Casement authors", author],
    ["^VERSION", `^${version}`],
  ];
  // Replaces in one pass, longer texts first, so that inserted text is not replaced again.
  const ownTexts = new Map(replacements);
  const longestFirst = [...ownTexts.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((text) => text.replace(/[$.|^{}]/g, "\\$&")).join("|"), "g");
  const kind: ServiceKind = update?.kind ?? (service ? "read" : "none");
  const conditions = new Set<string>([
    kind,
    ...(update ? ["update"] : []),
    ...(kind === "none" ? [] : ["service"]),
    ...(personal ? ["personal"] : []),
  ]);
  const keepParts = (text: string, file: string): string =>
    file === "README.md" ? keepServiceSections(text, kind) : keepBlocks(text, conditions);
  return new Map(
    Object.entries(templateFiles).map(([file, text]) => [
      file,
      keepParts(text, file).replace(pattern, (templateText) => ownTexts.get(templateText) ?? templateText),
    ]),
  );
}

/** The README with the tables of one kind of plugin only, as `npm run readme` would write them. */
function keepServiceSections(text: string, kind: ServiceKind): string {
  const removeSection = (readme: string, heading: string): string => {
    const begin = readme.indexOf(heading);
    const rest = readme.slice(begin + heading.length);
    return readme.slice(0, begin) + rest.slice(rest.search(/^(## |### |<!-- )/m));
  };
  let readme = text;
  for (const [service, serviceKind] of Object.entries(templateServices))
    if (serviceKind !== kind) readme = removeSection(readme, `### \`${service}\``);
  if (kind === "none") readme = removeSection(readme, "## Services");
  return kind === "read" || kind === "none" ? readme.replace(/^\| `Contacts\.ReadWrite`.*\n/m, "") : readme;
}

/** A property key as formatters write it: with quotes only if necessary. */
const toPropertyKey = (name: string): string => (/^\w+$/.test(name) ? name : `"${name}"`);
const toCamelCase = (words: string): string => words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
