import { createScopeReport, definitionOf, findPermission, type PluginDefinition, type ScopeReport } from "@casement/core";
import type { SetUp } from "./set-up.ts";

export interface AskedFor {
  readonly accountType: string;
  readonly enableUpdate: boolean;
  readonly plugins: readonly PluginDefinition[];
}

/** What a sign-in would ask for: every plugin as it is with an empty block. */
export async function reportOn({ accountType, enableUpdate, plugins }: AskedFor): Promise<ScopeReport> {
  const configured = await Promise.all(plugins.map(async (plugin) => ({ plugin, config: await usualConfig(plugin) })));
  return createScopeReport({ account: { name: "new", type: accountType, enableUpdate }, plugins: configured, granted: undefined });
}

/** The plugins to choose from, with what each asks for and which accounts can have it. */
export async function featuresOf(setUp: SetUp): Promise<object[]> {
  const plugins = (await setUp.plugins()).map((plugin) => definitionOf(plugin));
  return Promise.all(
    plugins.map(async (plugin) => {
      const can = async (accountType: string) =>
        (await reportOn({ accountType, enableUpdate: true, plugins: [plugin] })).problems.length === 0;
      const { contributions } = await reportOn({ accountType: "work", enableUpdate: true, plugins: [plugin] });
      const scopes = contributions.filter((contribution) => contribution.plugin === plugin.id);
      return {
        id: plugin.id,
        title: plugin.title,
        work: await can("work"),
        personal: await can("personal"),
        scopes: scopes.map(({ scope, tier, why }) => ({ scope, tier, why, adminConsent: needsAdministrator(scope) })),
        texts: plugin.texts ?? {},
      };
    }),
  );
}

export const needsAdministrator = (scope: string): boolean => findPermission(scope)?.adminConsent ?? false;

async function usualConfig({ config }: PluginDefinition): Promise<unknown> {
  const result = await config?.["~standard"].validate({});
  return result && !result.issues ? result.value : {};
}
