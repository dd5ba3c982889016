import { createScopeReport, definitionOf, type PluginDefinition, type ScopeReport } from "@casement/core";
import type { AccountSetup } from "./account-setup.ts";

export interface FeatureSelection {
  readonly accountType: string;
  readonly enableUpdate: boolean;
  readonly plugins: readonly PluginDefinition[];
}

/** The scopes that a sign-in would request, with each plugin in its default configuration. */
export async function scopeReportOf({ accountType, enableUpdate, plugins }: FeatureSelection): Promise<ScopeReport> {
  const configured = await Promise.all(plugins.map(async (plugin) => ({ plugin, config: await defaultConfigOf(plugin) })));
  return createScopeReport({ account: { name: "new", type: accountType, enableUpdate }, plugins: configured, granted: undefined });
}

/** The plugins to choose from, with their scopes and the account types that can use them. */
export async function featuresOf(accountSetup: AccountSetup): Promise<object[]> {
  const plugins = (await accountSetup.plugins()).map((plugin) => definitionOf(plugin));
  return Promise.all(
    plugins.map(async (plugin) => {
      const supports = async (accountType: string) =>
        (await scopeReportOf({ accountType, enableUpdate: true, plugins: [plugin] })).problems.length === 0;
      const { contributions } = await scopeReportOf({ accountType: "work", enableUpdate: true, plugins: [plugin] });
      const scopes = contributions.filter((contribution) => contribution.plugin === plugin.id);
      return {
        id: plugin.id,
        title: plugin.title,
        work: await supports("work"),
        personal: await supports("personal"),
        scopes: scopes.map(({ scope, tier, why, consent }) => ({ scope, tier, why, consent })),
        texts: plugin.texts ?? {},
      };
    }),
  );
}

async function defaultConfigOf({ config }: PluginDefinition): Promise<unknown> {
  const result = await config?.["~standard"].validate({});
  return result && !result.issues ? result.value : {};
}
