import type { Answers } from "./answers.ts";
import { asTitle } from "./answers.ts";
import { template } from "./template.generated.ts";

/** The files of a new plugin, by path: the template with its own names put in. `version` is that of the Casement packages. */
export function pluginFiles(answers: Answers & { readonly adminConsent: boolean }, version: string): ReadonlyMap<string, string> {
  const { name, id, title, scope, path, sensor, service, author, adminConsent } = answers;
  const words: readonly (readonly [of: string, own: string])[] = [
    ["casement-plugin-my-things", name],
    ["myThingsPlugin", `${camelCase(id)}Plugin`],
    ["Show your things", `Show ${title.charAt(0).toLowerCase()}${title.slice(1)}`],
    ["my-things", id],
    ["My things", title],
    ["thing-list", sensor],
    ["Thing list", asTitle(sensor)],
    ["find-things", service],
    ["Find things", asTitle(service)],
    ["| `Contacts.Read` | read | always | no |", `| \`${scope}\` | read | always | ${adminConsent ? "yes" : "no"} |`],
    ["Contacts.Read", scope],
    ["/me/contacts", path],
    ["the Casement authors", author],
    ["^VERSION", `^${version}`],
  ];
  // One pass, so that what one answer brings is not changed by the next.
  const pattern = new RegExp(words.map(([of]) => of.replace(/[$.|^]/g, "\\$&")).join("|"), "g");
  const own = new Map(words);
  const filled = Object.entries(template).map(([file, text]) => [file, text.replace(pattern, (found) => own.get(found) ?? found)] as const);
  return new Map(filled);
}

const camelCase = (words: string): string => words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
