/** Where Graph sends the notifications of a hub: followed by its public key. */
export const notificationPath = "/notifications/";
/** Where a hub asks for a challenge and for its stream: followed by its public key. */
export const hubPath = "/hubs/";
/** How often a stream shows that it is alive (ms). */
export const heartbeatMs = 20_000;
/** An Ed25519 public key in base64url. */
export const publicKeyPattern: RegExp = /^[A-Za-z0-9_-]{43}$/;
/** The scheme of the header `authorization`: followed by the challenge, a dot and the signature in base64url. */
export const authorizationScheme = "Casement-Relay";

/** What a hub signs. Its key is for one relay only, so that no relay can use the signature at another one. */
export const signedTextOf = (challenge: string): Buffer => Buffer.from(`casement-relay stream ${challenge}`);

/** That something changed, as the relay passes it on. It has ids only, no content. */
export interface WakeUp {
  readonly subscriptionId: string;
  /** The secret by which the hub recognizes its subscription. */
  readonly clientState: string;
  readonly lifecycleEvent?: string;
}
