import { asTitle } from "./answers.ts";
import type { Plan } from "./ask.ts";
import { onlyBlocks } from "./only-blocks.ts";
import { template } from "./template.generated.ts";

/** The files of a new plugin, by path: the template with its own names put in. `version` is that of the Casement packages. */
export function pluginFiles(plan: Plan, version: string): ReadonlyMap<string, string> {
  const { name, id, title, read, update, sensor, service = "", author, personal } = plan;
  const yesNo = (is: boolean): string => (is ? "yes" : "no");
  const admin = read.adminConsent || update?.adminConsent === true;
  const inSentence = `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  const words: readonly (readonly [of: string, own: string])[] = [
    ["casement-plugin-my-things", name],
    ["myThingsPlugin", `${camelCase(id)}Plugin`],
    ["Show your things", `Show ${inSentence}`],
    ["Add to your things", `Add to ${inSentence}`],
    ["my-things", id],
    ["My things", title],
    ['"thing-list": {', `${asKey(sensor)}: {`],
    ['"find-things": {', `${asKey(service)}: {`],
    ['"add-thing": {', `${asKey(service)}: {`],
    ["thing-list", sensor],
    ["Thing list", asTitle(sensor)],
    ["find-things", service],
    ["Find things", asTitle(service)],
    ["add-thing", service],
    ["Add thing", asTitle(service)],
    ["`Contacts.Read` | read | always | no", `\`${read.scope}\` | read | always | ${yesNo(read.adminConsent)}`],
    ["`enableUpdate` | always | no", `\`enableUpdate\` | always | ${yesNo(update?.adminConsent === true)}`],
    ["Contacts.ReadWrite", update?.scope ?? ""],
    ["Contacts.Read", read.scope],
    ["/me/contacts", read.path],
    [", admin: true", admin ? ", admin: true" : ""],
    ["For work, school and personal accounts.", personal ? "For work, school and personal accounts." : "For work and school accounts."],
    ["the Casement authors", author],
    ["^VERSION", `^${version}`],
  ];
  // One pass, so that what one answer brings is not changed by the next; the longer words first.
  const own = new Map(words);
  const longestFirst = [...own.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((of) => of.replace(/[$.|^{]/g, "\\$&")).join("|"), "g");
  const kind = update ? "write" : service ? "read" : "none";
  const holds = new Set([kind, ...(personal ? ["personal"] : [])]);
  const only = (text: string, file: string): string => (file === "README.md" ? readmeOf(text, kind) : onlyBlocks(text, holds));
  return new Map(
    Object.entries(template).map(([file, text]) => [file, only(text, file).replace(pattern, (found) => own.get(found) ?? found)]),
  );
}

/** The README's tables without the services that are not there: they must be what `npm run readme` would write. */
function readmeOf(text: string, kind: "write" | "read" | "none"): string {
  const without = (from: string, readme: string): string => {
    const begin = readme.indexOf(from);
    const rest = readme.slice(begin + from.length);
    return readme.slice(0, begin) + rest.slice(rest.search(/^(## |### |<!-- )/m));
  };
  const noRead = kind === "read" ? text : without("### `find-things`", text);
  if (kind === "write") return noRead;
  const noWrite = without("### `add-thing`", noRead).replace(/^\| `Contacts\.ReadWrite`.*\n/m, "");
  return kind === "read" ? noWrite : without("## Services", noWrite);
}

/** As formatters write it: in quotation marks only where it needs them. */
const asKey = (name: string): string => (/^\w+$/.test(name) ? name : `"${name}"`);
const camelCase = (words: string): string => words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
