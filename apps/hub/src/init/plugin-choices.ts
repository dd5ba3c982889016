import { definitionOf, type ScopeReport } from "@casement/core";
import { permissionsOf } from "@casement/host/config";
import { firstPartyPackages } from "../plugins/first-party-packages.ts";

/** A first-party plugin to choose. */
export interface PluginChoice {
  readonly id: string;
  readonly title: string;
  /** Why the plugin cannot be chosen: a sentence that begins with its ID. */
  readonly unavailable: string | undefined;
  /** In every organization, an administrator must approve it. */
  readonly needsAdministrator: boolean;
}

const suggestedIds: readonly string[] = ["calendar", "email", "todo"];

/** What a new account begins with, as on the dashboard. */
export const suggestedPlugins = (choices: readonly PluginChoice[]): string =>
  choices.flatMap(({ id, unavailable }) => (unavailable === undefined && suggestedIds.includes(id) ? [id] : [])).join(", ") || "all";

const placeholderClientId = "11111111-1111-4111-8111-111111111111";

/** The first-party plugins, sorted by ID, for this type of account. */
export async function loadPluginChoices(accountType: string): Promise<readonly PluginChoice[]> {
  const all = Object.entries(firstPartyPackages).map(async ([id, { load, package: name }]): Promise<PluginChoice> => {
    const plugin = await load().catch(() => undefined);
    if (!plugin)
      return {
        id,
        title: name,
        unavailable: `${id} is not installed. Exit, run npm install ${name}, and start again.`,
        needsAdministrator: false,
      };
    const { title } = definitionOf(plugin);
    const { problems, contributions } = await permissionsOf({
      name: "account",
      clientId: placeholderClientId,
      accountType,
      plugins: [{ plugin }],
    });
    return {
      id,
      title,
      unavailable: problems.length > 0 ? `${id} requires a work or school account.` : undefined,
      needsAdministrator: contributions.some(({ consent }) => consent === "administrator"),
    };
  });
  return Promise.all(all);
}

/** The permissions that an account with these choices will request. */
export async function permissionsOfChoices(
  name: string,
  accountType: string,
  enableUpdate: boolean,
  ids: readonly string[],
): Promise<ScopeReport> {
  const plugins = await Promise.all(ids.map(async (id) => ({ plugin: await firstPartyPackages[id]!.load() })));
  return permissionsOf({ name, clientId: placeholderClientId, accountType, enableUpdate, plugins });
}
