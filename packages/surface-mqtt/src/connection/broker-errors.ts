/** By return code of MQTT 3.1.1 (1 to 5), reason code of MQTT 5 (128 and up) or error code of Node. Each completes "no connection: …". */
const descriptions: Readonly<Record<string, string>> = {
  2: "the broker rejected the client ID. Choose another one with mqtt.clientId",
  133: "the broker rejected the client ID. Choose another one with mqtt.clientId",
  3: "the broker reports that it is unavailable",
  136: "the broker reports that it is unavailable",
  4: "the broker rejected the user name or password. Correct mqtt.username and mqtt.password",
  134: "the broker rejected the user name or password. Correct mqtt.username and mqtt.password",
  5: "the broker does not authorize this user. Correct mqtt.username and mqtt.password, or the broker's access list",
  135: "the broker does not authorize this user. Correct mqtt.username and mqtt.password, or the broker's access list",
  142: "another client connected with the same client ID. Give each hub its own mqtt.clientId",
  ECONNREFUSED: "nothing listens there. Check mqtt.url, and that the broker is running",
  ENOTFOUND: "the host name is unknown. Check mqtt.url",
  EHOSTUNREACH: "the host cannot be reached",
  ETIMEDOUT: "the broker did not respond in time",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the broker's certificate is self-signed. Add it as mqtt.ca",
  SELF_SIGNED_CERT_IN_CHAIN:
    "the broker's certificate was issued by an authority that this machine does not trust. Add the authority's certificate as mqtt.ca",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the broker's certificate cannot be verified. Add the authority's certificate as mqtt.ca",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the broker's certificate cannot be verified. Add the authority's certificate as mqtt.ca",
  CERT_HAS_EXPIRED: "the broker's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the broker's certificate is for another host name. Use that name in mqtt.url",
};

/** Why there is no connection, in plain words. */
export function describeConnectionError(error: unknown): string {
  const { code, errors } = (error ?? {}) as { code?: string | number; errors?: { code?: string }[] };
  const firstCode = code ?? errors?.[0]?.code;
  if (firstCode === undefined) return "the connection was closed";
  return descriptions[firstCode] ?? `the broker returned code ${firstCode}`;
}

/** The broker supports only MQTT 3.1.1. */
export const isUnsupportedProtocolError = (error: unknown): boolean =>
  [1, 132].includes(Number((error as { code?: unknown } | undefined)?.code));

/** The broker closed the connection because of a packet: malformed packet, protocol error, invalid topic name, packet too large. */
export const isPacketRefusal = (error: unknown): boolean =>
  [129, 130, 144, 149].includes(Number((error as { code?: unknown } | undefined)?.code));

/** The broker accepted the connection but rejected this message. Sending it again would not help. */
export const isPublishRejection = (error: unknown): boolean => Number((error as { code?: unknown } | undefined)?.code) >= 128;

/** MQTT 5's reason code 149, "packet too large". */
export const createPacketTooLargeError = (): Error =>
  Object.assign(new Error("The message is larger than the broker accepts."), { code: 149 });
