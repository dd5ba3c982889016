import { createRequire } from "node:module";

/** What the hub reads of its own package.json. */
export interface HubManifest {
  readonly version: string;
  /** Whoever builds a distribution of Casement can set it. In this repository, nobody has. */
  readonly casement?: { readonly clientId?: string };
}

/** The path is right from both `src` and `dist`, as long as this file is not in a folder. */
export const readHubManifest = (): HubManifest => createRequire(import.meta.url)("../package.json");

export const hubVersion = (): string => readHubManifest().version;
