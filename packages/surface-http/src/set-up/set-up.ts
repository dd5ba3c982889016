import type { Plugin } from "@casement/core";

/** An account as the set-up page sends it. */
export interface SetUpAccount {
  readonly name: string;
  readonly clientId: string;
  /** `work`, `personal`, or a tenant's id or domain. */
  readonly accountType: string;
  readonly enableUpdate: boolean;
  readonly plugins: readonly string[];
  readonly clientSecret?: string | undefined;
  readonly clientSecretExpires?: string | undefined;
}

/** How accounts get into the configuration: the program that has one gives it. */
export interface SetUp {
  /** The config file, to be shown. */
  readonly file: string;
  /** The plugins that an account may choose from. */
  plugins(): Promise<readonly Plugin[]>;
  /** Writes the account into the configuration; the program takes it up soon after. Throws `input-invalid` by the input's keys. */
  add(account: SetUpAccount): Promise<{ readonly name: string; readonly file: string }>;
}
