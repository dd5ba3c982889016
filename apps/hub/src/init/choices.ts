import { definitionOf, type ScopeReport } from "@casement/core";
import { permissionsOf } from "@casement/host/config";
import { firstPartyPackages } from "../plugins/first-party.ts";

/** A plugin that can be chosen, or the reason why not. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly refused: string | undefined;
}

const anyId = "11111111-1111-4111-8111-111111111111";

/** Our plugins, in the order of their ids, for an account of this type. */
export async function choicesFor(accountType: string): Promise<readonly Choice[]> {
  const all = Object.entries(firstPartyPackages).map(async ([id, { load, package: name }]): Promise<Choice> => {
    const plugin = await load().catch(() => undefined);
    if (!plugin) return { id, title: name, refused: `${id} is not installed. Leave, run  npm install ${name}  and come back.` };
    const { title } = definitionOf(plugin);
    const { problems } = await permissionsOf({ name: "account", clientId: anyId, accountType, plugins: [{ plugin }] });
    return { id, title, refused: problems.length > 0 ? `${id} needs a work or school account.` : undefined };
  });
  return Promise.all(all);
}

/** What such an account will ask for. */
export async function permissionsFor(
  name: string,
  accountType: string,
  enableUpdate: boolean,
  ids: readonly string[],
): Promise<ScopeReport> {
  const plugins = await Promise.all(ids.map(async (id) => ({ plugin: await firstPartyPackages[id]!.load() })));
  return permissionsOf({ name, clientId: anyId, accountType, enableUpdate, plugins });
}
