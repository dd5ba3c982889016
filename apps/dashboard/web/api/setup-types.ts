import type { ConsentClass, JsonObject, TextsByLanguage } from "./api-types.ts";

// Like api-types.ts: compared with the OpenAPI document.

export interface SetupFeature {
  id: string;
  title: string;
  work: boolean;
  personal: boolean;
  scopes: { scope: string; tier: "read" | "update"; why: string; consent: ConsentClass }[];
  texts: TextsByLanguage;
}

export interface SetupChoices {
  features: SetupFeature[];
  /** The exact value for the app registration. */
  registeredRedirectUri: string;
  /** Apps that are registered already. */
  clientIds: { work?: string; personal?: string };
  file: string;
  accounts: string[];
}

export interface SetupPermissions {
  scopes: { scope: string; tier: "read" | "update"; consent: ConsentClass }[];
  manifest: string;
  az: string;
  /** Only for a work account: commands that register the app, and a page for an administrator. */
  cloudShell?: string;
  request?: string;
}

/** An account as the configuration file has it, without its secret. */
export interface AccountConfiguration {
  name: string;
  clientId?: string;
  accountType?: string;
  enableUpdate: boolean;
  hasClientSecret: boolean;
  clientSecretExpires?: string;
  sharedMailbox?: string;
  timeZone?: string;
  signIn?: string;
  /** The block of each plugin: `enabled`, `enableUpdate`, `every` and its own settings. */
  plugins: Record<string, JsonObject>;
}
