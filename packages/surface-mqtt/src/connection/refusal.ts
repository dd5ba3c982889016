/** Codes of MQTT 3.1.1 (1-5) and MQTT 5 (128 up), and of the network. */
const reasons: Readonly<Record<string, string>> = {
  2: "it refuses the client id. Choose another with mqtt.clientId",
  133: "it refuses the client id. Choose another with mqtt.clientId",
  3: "it says that it is not available",
  136: "it says that it is not available",
  4: "it refuses user or password. Correct mqtt.username and mqtt.password",
  134: "it refuses user or password. Correct mqtt.username and mqtt.password",
  5: "it does not let this user in. Correct mqtt.username and mqtt.password, or the broker's access list",
  135: "it does not let this user in. Correct mqtt.username and mqtt.password, or the broker's access list",
  142: "another client connected with the same client id. Give each hub its own mqtt.clientId",
  ECONNREFUSED: "nothing listens there. Check mqtt.url, and that the broker runs",
  ENOTFOUND: "the name is not known. Check mqtt.url",
  EHOSTUNREACH: "there is no way to that machine",
  ETIMEDOUT: "it did not answer in time",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself. Name it under mqtt.ca",
  SELF_SIGNED_CERT_IN_CHAIN:
    "its certificate comes from an authority that this machine does not know. Name that one's certificate under mqtt.ca",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate cannot be verified. Name the authority's certificate under mqtt.ca",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate cannot be verified. Name the authority's certificate under mqtt.ca",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name. Use that name in mqtt.url",
};

/** Why there is no connection, in plain words. */
export function refusal(error: unknown): string {
  const { code, errors } = (error ?? {}) as { code?: string | number; errors?: { code?: string }[] };
  const known = code ?? errors?.[0]?.code;
  if (known === undefined) return "the connection was closed";
  return reasons[known] ?? `it answers with ${known}`;
}

/** The broker speaks MQTT 3.1.1 only. */
export const isVersionRefusal = (error: unknown): boolean => [1, 132].includes(Number((error as { code?: unknown } | undefined)?.code));

/** The broker took the connection and refused this one message, for good. */
export const isMessageRefusal = (error: unknown): boolean => Number((error as { code?: unknown } | undefined)?.code) >= 128;

/** The refusal of a message that the broker takes from nobody: packet too large. */
export const tooLarge = (): Error => Object.assign(new Error("The message is longer than the broker takes."), { code: 149 });
