import type { Answers, Given } from "./answers.ts";
import { asTitle, mistakeIn } from "./answers.ts";
import { type FittingCall, fittingCall } from "./fitting-call.ts";

/** Asks a person one question; undefined where nobody is there to answer. */
export type Ask = ((question: string, suggestion: string) => Promise<string>) | undefined;

/** Completes what the flags gave: by asking, else by what follows from the name. Throws what is wrong with an answer. */
export async function completeAnswers(given: Given, ask: Ask): Promise<Answers & FittingCall> {
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
  const call = fittingCall({ scope, path: given.path });
  const sensor = await one("sensor", "Name of the sensor", id);
  const service = await one("service", "Name of the service", `find-${id}`);
  const author = await one("author", "Author, for the licence", `the authors of ${name}`);
  return { name, id, title, sensor, service, author, ...call };
}
