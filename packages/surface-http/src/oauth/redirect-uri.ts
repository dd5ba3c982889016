/** Longest redirect URI that a program can have. */
const maxLength = 500;
/** A browser opens these itself, or gives them to a program of the system that they do not name. */
const refusedSchemes = new RegExp(
  `^(${[
    ..."about blob chrome.* content data filesystem ftp file http intent jar javascript mhtml res vbscript view-source wss?".split(" "),
    ..."callto facetime.* help itms.* ldaps? mailto market ms-.* nfs rdp search search-ms sftp shell smb sms ssh tel telnet vnc".split(" "),
  ].join("|")}):$`,
);

/** Where the browser is sent with the code: a web site, a program on the machine of the browser, or a program with a scheme of its own. */
export interface RedirectTarget {
  readonly kind: "site" | "machine" | "app";
  /** `claude.ai`, `127.0.0.1`, or the scheme: `cursor`. */
  readonly name: string;
}

/** Undefined if the hub sends no code to this address (RFC 8252). */
export function redirectTargetOf(text: string): RedirectTarget | undefined {
  const url = URL.canParse(text) && text.length <= maxLength ? new URL(text) : undefined;
  if (!url || text.includes("#") || url.username !== "" || url.password !== "") return undefined;
  if (isLoopback(url)) return { kind: "machine", name: url.hostname.replace(/^\[|\]$/g, "") };
  if (url.protocol === "https:") return { kind: "site", name: url.host };
  return refusedSchemes.test(url.protocol) ? undefined : { kind: "app", name: url.protocol.slice(0, -1) };
}

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  /^https?:$/.test(protocol) && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

/** The exact text, except for the port on the machine of the browser, which the program chooses when it starts (RFC 8252, 7.3). */
export function isRegisteredUri(text: string, registered: readonly string[]): boolean {
  if (registered.includes(text)) return true;
  if (redirectTargetOf(text)?.kind !== "machine") return false;
  return registered.some((known) => redirectTargetOf(known)?.kind === "machine" && withoutPort(known) === withoutPort(text));
}

const withoutPort = (text: string): string => text.replace(/^(\w+:\/\/(?:\[[^\]]*\]|[^/:?]*))(?::\d+)?/, "$1");
