import type { Answers, Given } from "./answers.ts";
import { asTitle, mistakeIn, none } from "./answers.ts";
import { type FittingCall, fittingCall } from "./fitting-call.ts";
import { fittingUpdate } from "./fitting-update.ts";

/** Asks a person one question; undefined where nobody is there to answer. */
export type Ask = ((question: string, suggestion: string) => Promise<string>) | undefined;

/** What a plugin is made from: the answers, as Microsoft's map fits them. */
export interface Plan extends Pick<Answers, "name" | "id" | "title" | "sensor" | "author"> {
  readonly read: FittingCall;
  /** The permission to add to the collection, where it does. */
  readonly update: FittingCall | undefined;
  readonly service: string | undefined;
  /** All of it works with personal accounts too. */
  readonly personal: boolean;
}

/** Completes what the flags gave: by asking, else by what follows from the name. Throws what is wrong with an answer. */
export async function completeAnswers(given: Given, ask: Ask): Promise<Plan> {
  const one = async (key: keyof Answers, question: string, suggestion: string): Promise<string> => {
    const value = given[key] ?? (ask ? await ask(question, suggestion) : "") ?? "";
    const answer = value === "" ? suggestion : value;
    const mistake = mistakeIn(key, answer);
    if (mistake) throw new Error(`--${key} ${answer}: ${mistake}.`);
    return answer;
  };
  const name = await one("name", "Name of the package", "casement-plugin-my-contacts");
  const fromName = name.replace(/^.*\//, "").replace(/^casement-plugin-/, "");
  const id = await one("id", "Id of the plugin (the key in people's config)", fromName);
  const title = await one("title", "Title", asTitle(id));
  const scope = given.path === undefined ? await one("scope", "Permission to read with", "Contacts.Read") : given.scope;
  const read = fittingCall({ scope, path: given.path });
  const sensor = await one("sensor", "Name of the sensor", id);
  const updateScope = await one("update-scope", `Permission to add to ${read.path} with, if it shall (see --help)`, none);
  const update = updateScope === none ? undefined : fittingUpdate(updateScope, read);
  const verb = update ? "add-to" : "find";
  const service = await one("service", `Name of the service that ${update ? "adds" : "searches"}, or ${none}`, `${verb}-${id}`);
  if (update && service === none)
    throw new Error(`--update-scope ${updateScope} needs a service that uses it. Give --service a name, or leave both out.`);
  const author = await one("author", "Author, for the licence", `the authors of ${name}`);
  const personal = read.personal && update?.personal !== false;
  return { name, id, title, sensor, author, read, update, service: service === none ? undefined : service, personal };
}
