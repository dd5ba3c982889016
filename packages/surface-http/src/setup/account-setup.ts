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

/** An account as the configuration file has it, without its secret. Texts are as they are written: `${NAME}` is not replaced. */
export interface AccountConfiguration {
  readonly name: string;
  readonly clientId?: string;
  readonly accountType?: string;
  readonly enableUpdate: boolean;
  readonly hasClientSecret: boolean;
  readonly clientSecretExpires?: string;
  readonly sharedMailbox?: string;
  readonly timeZone?: string;
  /** Name of the account whose sign-in this account uses. */
  readonly signIn?: string;
  /** The block of each plugin: `enabled`, `enableUpdate`, `every` and its own settings. */
  readonly plugins: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Changes with every change of the account. */
  readonly version: string;
}

/** What to change of an account. Null removes an entry. */
export interface AccountConfigurationChange {
  readonly clientId?: string;
  readonly accountType?: string;
  readonly enableUpdate?: boolean;
  readonly clientSecret?: string | null;
  readonly clientSecretExpires?: string | null;
  readonly sharedMailbox?: string | null;
  readonly timeZone?: string | null;
  /** The whole block of each plugin that is named. Null removes the plugin. */
  readonly plugins?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  /** Of the account that was changed here. Refused if it is no longer that. Default: change it in any case. */
  readonly version?: string;
}

/** Adds, changes and removes accounts in the program's configuration, and in the running host at once. */
export interface AccountSetup {
  /** The path of the config file, for display. */
  readonly file: string;
  /** Apps that are registered already, by the type of account, so that nobody has to register one. */
  readonly clientIds?: { readonly work?: string | undefined; readonly personal?: string | undefined };
  /** The plugins that an account can use. */
  plugins(): Promise<readonly Plugin[]>;
  /** @throws CasementError `input-invalid` with the keys of `account`; `config-changed`, `config-unwritable` */
  add(account: NewAccount): Promise<{ readonly name: string; readonly file: string }>;
  /** @throws CasementError `account-unknown` */
  read(name: string): Promise<AccountConfiguration>;
  /** @throws CasementError `account-unknown`, `input-invalid` with the keys of `change`; `edit-conflict`, `config-changed`, `config-unwritable` */
  change(name: string, change: AccountConfigurationChange): Promise<void>;
  /** @throws CasementError `account-unknown`; `config-invalid` while another account uses its sign-in; `config-changed`, `config-unwritable` */
  remove(name: string): Promise<void>;
  /**
   * What tells an account from others that had its name before, so that what was given out for one of them is not valid for the next. Undefined if there is no
   * such account. Default: a name is always the same account.
   */
  idOf?(name: string): Promise<string | undefined>;
}
