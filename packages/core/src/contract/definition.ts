import type { Feed, FeedSensor, ReadSensor, Scope, Service } from "./plugin.ts";
import type { Schema } from "./schema.ts";
import type { TranslatedTexts } from "./translated-text.ts";

/** A plugin with its types erased, for hosts and surfaces. */
export interface PluginDefinition {
  readonly apiVersion: 1;
  readonly id: string;
  readonly title: string;
  readonly config?: Schema;
  readonly scopes: Readonly<Record<string, Scope<any>>>;
  readonly feeds?: Readonly<Record<string, Feed<any, any, any, any>>>;
  readonly sensors?: Readonly<Record<string, ReadSensor<any, any, any, any> | FeedSensor<any, string, any, any>>>;
  readonly services?: Readonly<Record<string, ServiceDefinition>>;
  readonly events?: Readonly<Record<string, Schema>>;
  readonly texts?: TranslatedTexts;
}

/** A service with its types erased. */
export type ServiceDefinition = Service<any, any, any, string, string, any, any>;

/** The scopes that a feed, sensor or service names, as a list. */
export function scopesOf(entry: { readonly scope?: string | readonly string[] } | object): readonly string[] {
  const scope = (entry as { scope?: string | readonly string[] }).scope;
  return scope === undefined ? [] : typeof scope === "string" ? [scope] : scope;
}
