import type { Plugin } from "@casement/core";

/** An account to add, as the dashboard sends it. */
export interface NewAccount {
  readonly name: string;
  readonly clientId: string;
  /** `work`, `personal`, or a tenant's id or domain. */
  readonly accountType: string;
  readonly enableUpdate: boolean;
  readonly plugins: readonly string[];
  readonly clientSecret?: string | undefined;
  readonly clientSecretExpires?: string | undefined;
}

/** Adds accounts to the program's configuration. */
export interface AccountSetup {
  /** The path of the config file, for display. */
  readonly file: string;
  /** The plugins that an account can use. */
  plugins(): Promise<readonly Plugin[]>;
  /** Adds the account to the config file. The program loads it soon after. @throws CasementError `input-invalid` with the keys of `account` */
  add(account: NewAccount): Promise<{ readonly name: string; readonly file: string }>;
}
