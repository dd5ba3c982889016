/** What to change of an account in the configuration file. What is not named stays as it is written. */
export interface AccountEdit {
  readonly clientId?: string;
  readonly accountType?: string;
  readonly enableUpdate?: boolean;
  /** Written to a separate file (mode 0600) to which the config refers. Null removes it. */
  readonly clientSecret?: string | null;
  /** ISO date. Null removes it. */
  readonly clientSecretExpires?: string | null;
  readonly sharedMailbox?: string | null;
  readonly timeZone?: string | null;
  /** The whole block of each plugin that is named: `enabled`, `enableUpdate`, `every` and the plugin's own settings. Null removes the plugin. */
  readonly plugins?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
}
