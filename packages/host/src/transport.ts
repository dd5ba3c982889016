/** Sends every request to Microsoft: the sign-in's and Graph's. An emulator or a test replaces it. */
export interface Transport {
  fetch(input: string, init: RequestInit): Promise<Response>;
  /** Rewrites an address to which a browser is sent, for an emulator that listens somewhere else than Microsoft. */
  browserUrl?(url: string): string;
}
