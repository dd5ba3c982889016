/** What a connection to a relay needs of a host: `host.notifications`. */
export interface RelayReceiver {
  connect(receiver: {
    readonly address: string;
    readonly safetyMs?: number | undefined;
    readonly problem?: string | undefined;
    readonly cause?: { readonly code: string; readonly details?: Readonly<Record<string, unknown>> } | undefined;
    readonly relay?: RelayDetails | undefined;
  }): () => void;
  receive(body: unknown): void;
  missed(): void;
}

/** For people who look after the relay. */
export interface RelayDetails {
  /** Of the relay: `https://relay.example.org`. */
  readonly address: string;
  readonly publicKey: string;
}
