/** A webhook as the configuration file has it, without its secret. Texts are as they are written: `${NAME}` is not replaced. */
export interface WebhookConfiguration {
  /** Unique. */
  readonly name: string;
  readonly url: string;
  /** `plugin/event` or `account/plugin/event`, with `*` for any text. */
  readonly events: readonly string[];
  /** `account/plugin/sensor`, with `*` for any text. */
  readonly sensors: readonly string[];
  /** Whether texts of messages, calendar events and tasks are sent, too. */
  readonly bodies: boolean;
  /** Whether the address may be in a private network or on this machine. */
  readonly privateNetwork: boolean;
}

/** What to change of a webhook. */
export type WebhookConfigurationChange = Partial<Omit<WebhookConfiguration, "name">>;

/** Adds, changes and removes webhooks in the program's configuration, and in the running hub at once. */
export interface WebhookSetup {
  list(): readonly WebhookConfiguration[];
  /** Its secret is made here, and in this answer only. @throws CasementError `input-invalid` with the keys of `webhook`; `config-changed`, `config-unwritable` */
  add(webhook: WebhookConfiguration): Promise<{ readonly secret: string }>;
  /** @throws CasementError `not-found`, and as `add` */
  change(name: string, change: WebhookConfigurationChange): Promise<void>;
  /** What waits for it is forgotten. @throws CasementError `not-found`; `config-changed`, `config-unwritable` */
  remove(name: string): Promise<void>;
}
