/** One part of a MIME message (RFC 2045): decoded headers, and either parts inside it or its content. */
export interface MimePart {
  /** Values by lowercase name, in the order of the message. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** In lowercase: `text/plain`. */
  readonly type: string;
  readonly charset: string;
  readonly disposition: string;
  readonly fileName: string | undefined;
  /** Without angle brackets. */
  readonly contentId: string | undefined;
  readonly content: Uint8Array;
  readonly parts: readonly MimePart[];
}

/** Parses a message, or a part of one. Unknown encodings are kept as they are. */
export function parseMime(bytes: Uint8Array): MimePart {
  // Latin-1 keeps every byte as one character.
  return parsePart(Buffer.from(bytes).toString("latin1"));
}

function parsePart(text: string): MimePart {
  const [, head = text, body = ""] = /^([\s\S]*?)(?:\r?\n){2}([\s\S]*)$/.exec(text) ?? [];
  const headers = parseHeaders(head);
  const first = (name: string) => headers.get(name)?.[0] ?? "";
  const type = parseParameters(first("content-type") || "text/plain");
  const disposition = parseParameters(first("content-disposition"));
  const boundary = type.value.startsWith("multipart/") ? type.parameters.get("boundary") : undefined;
  return {
    headers,
    type: type.value,
    charset: type.parameters.get("charset") ?? "utf-8",
    disposition: disposition.value,
    fileName: disposition.parameters.get("filename") ?? type.parameters.get("name"),
    contentId: /<([^>]+)>/.exec(first("content-id"))?.[1],
    content: boundary === undefined ? decodeContent(body, first("content-transfer-encoding").toLowerCase().trim()) : new Uint8Array(),
    parts: boundary === undefined ? [] : splitParts(body, boundary).map(parsePart),
  };
}

function parseHeaders(head: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value = ""] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), decodeWords(Buffer.from(value, "latin1").toString("utf8").trim())]);
  }
  return headers;
}

/** Parses `text/plain; charset="utf-8"`. */
function parseParameters(header: string): { value: string; parameters: ReadonlyMap<string, string> } {
  const parameters = new Map<string, string>();
  for (const [, name, quoted, bare = ""] of header.matchAll(/;\s*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g)) {
    const value = quoted?.replaceAll(/\\(.)/g, "$1") ?? bare;
    // RFC 2231: filename*=utf-8''na%C3%AFve.txt
    if (name!.endsWith("*")) parameters.set(name!.slice(0, -1).toLowerCase(), decodeURIComponent(value.replace(/^[^']*'[^']*'/, "")));
    else parameters.set(name!.toLowerCase(), value);
  }
  return { value: header.split(";")[0]!.trim().toLowerCase(), parameters };
}

function splitParts(body: string, boundary: string): string[] {
  const marker = boundary.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pieces = `\n${body}`.split(new RegExp(`\\r?\\n--${marker}(--)?[ \\t]*(?=\\r?\\n|$)`));
  // Each marker is followed by a group that says whether it is the last one. The text before the first marker is not a part.
  const parts: string[] = [];
  for (let at = 2; at < pieces.length && pieces[at - 1] === undefined; at += 2) parts.push(pieces[at]!.replace(/^\r?\n/, ""));
  return parts;
}

function decodeContent(text: string, encoding: string): Uint8Array {
  if (encoding === "base64") return new Uint8Array(Buffer.from(text, "base64"));
  return new Uint8Array(Buffer.from(encoding === "quoted-printable" ? decodeQuotedPrintable(text) : text, "latin1"));
}

const decodeQuotedPrintable = (text: string): string =>
  text
    .replaceAll(/[ \t]*=[ \t]*\r?\n/g, "")
    .replaceAll(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Decodes the words of a header that are not ASCII (RFC 2047): `=?utf-8?B?…?=`. White space between two of them is not part of the text. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/(\?=)\s+(?==\?)/g, "$1")
    .replaceAll(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, encoding: string, word: string) => {
      const quoted = () => Buffer.from(decodeQuotedPrintable(word.replaceAll("_", " ")), "latin1");
      return decodeText(encoding.toLowerCase() === "b" ? Buffer.from(word, "base64") : quoted(), charset);
    });
}

/** Decodes text in a character set, or as UTF-8 if the set is unknown. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
