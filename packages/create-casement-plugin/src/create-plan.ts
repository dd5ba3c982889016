import { type GraphRequestPlan, planRead } from "./plan-read.ts";
import { planUpdate, type UpdatePlan } from "./plan-update.ts";
import { type GivenOptions, noneValue, problemOf, type ScaffoldOptions, toTitle } from "./scaffold-options.ts";

/** Asks the user a question. Undefined without a terminal. */
export type AskQuestion = ((question: string, suggestion: string) => Promise<string>) | undefined;

/** All values of a new plugin. Its requests have the least permissions of Microsoft's permission map. */
export interface PluginPlan extends Pick<ScaffoldOptions, "name" | "id" | "title" | "sensor" | "author"> {
  readonly read: GraphRequestPlan;
  /** The request of the service, if it makes changes. */
  readonly update: UpdatePlan | undefined;
  readonly service: string | undefined;
  /** Whether everything works with personal accounts too. */
  readonly personal: boolean;
}

const servicePrefixes = { add: "add-to", change: "change", remove: "remove-from" } as const;
const serviceVerbs = { add: "adds", change: "changes", remove: "removes" } as const;

/** Completes the options: asks for missing values, or without a terminal derives them from the name. Throws an Error for an invalid value. */
export async function createPlan(given: GivenOptions, ask: AskQuestion): Promise<PluginPlan> {
  const resolve = async (key: keyof ScaffoldOptions, question: string, suggestion: string): Promise<string> => {
    const reply = given[key] ?? (ask ? await ask(question, suggestion) : "") ?? "";
    const value = reply === "" ? suggestion : reply;
    checkValue(key, value);
    return value;
  };
  const name = await resolve("name", "Name of the package", "casement-plugin-my-contacts");
  const shortName = name.replace(/^.*\//, "").replace(/^casement-plugin-/, "");
  const id = await resolve("id", "ID of the plugin (its key in the configuration)", shortName);
  const title = await resolve("title", "Title", toTitle(id));
  const scope = given.path === undefined ? await resolve("scope", "Permission for reading", "Contacts.Read") : given.scope;
  const read = planRead({ scope, path: given.path });
  const sensor = await resolve("sensor", "Name of the sensor", id);
  const update = await resolveUpdate();
  const suggestedService = update ? `${servicePrefixes[update.kind]}-${id}` : `find-${id}`;
  const service = await resolve(
    "service",
    `Name of the service that ${update ? serviceVerbs[update.kind] : "searches"}, or ${noneValue}`,
    suggestedService,
  );
  if (update && service === noneValue)
    throw new Error(
      `The permission ${update.scope} needs a service that uses it. Set --service to a name, or omit the options for changes.`,
    );
  const author = await resolve("author", "Author, for the license", `the authors of ${name}`);
  const personal = read.personal && update?.personal !== false;
  return { name, id, title, sensor, author, read, update, service: service === noneValue ? undefined : service, personal };

  /** With a path, the permission follows from the map. Without, the user is asked for the permission. */
  async function resolveUpdate(): Promise<UpdatePlan | undefined> {
    const servicePath = given["service-path"];
    if (servicePath !== undefined) {
      checkValue("service-path", servicePath);
      return planUpdate(given["update-scope"], read, servicePath);
    }
    const updateScope = await resolve("update-scope", `Permission for adding to ${read.path}, or ${noneValue} (see --help)`, noneValue);
    return updateScope === noneValue ? undefined : planUpdate(updateScope, read, undefined);
  }
}

function checkValue(key: keyof ScaffoldOptions, value: string): void {
  const problem = problemOf(key, value);
  if (problem) throw new Error(`--${key} ${value}: ${problem}.`);
}
