import { CasementError, type FileHandle } from "@casement/core";
import { mediaTypeOf } from "./media-type.ts";

/** Bytes: the content is in memory several times. */
const maxDataBytes = 10 * 1024 * 1024;

/** Whether a name of a file has the file itself: a `data:` URL (RFC 2397). */
export const isDataUrl = (name: string): boolean => /^data:/i.test(name);

/**
 * A file that came with the call: `data:application/pdf;name=offer.pdf;base64,JVBERi0…`. The parameter `name` is percent-encoded.
 *
 * @throws CasementError `file-refused`, without a part of the content
 */
export function readDataFile(url: string): FileHandle {
  const comma = url.indexOf(",");
  const [type = "", ...parameters] = (comma < 0 ? "" : url.slice("data:".length, comma)).split(";");
  if (parameters.pop()?.trim().toLowerCase() !== "base64")
    throw refused("must have base64 content: data:text/plain;name=a.txt;base64,QQ==");
  const name = nameIn(parameters);
  if (name === undefined) throw refused("needs a file name without folders: data:text/plain;name=a.txt;base64,QQ==");
  const text = url.slice(comma + 1);
  if (text.length > Math.ceil(maxDataBytes / 3) * 4) throw refused("is larger than 10 MB. Put the file in a folder under files.read");
  if (text === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw refused("is not valid base64");
  const content = Buffer.from(text, "base64");
  return {
    name,
    size: content.byteLength,
    type: type.trim() === "" ? mediaTypeOf(name) : type.trim(),
    stream: () => new Blob([content]).stream() as ReadableStream<Uint8Array>,
  };
}

function nameIn(parameters: readonly string[]): string | undefined {
  const given = parameters.map((parameter) => /^\s*name=(.*)$/is.exec(parameter)?.[1]).find((name) => name !== undefined);
  try {
    const name = decodeURIComponent(given ?? "").trim();
    return name === "" || name.length > 200 || /[/\\\p{C}]|^\.+$/u.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}

const refused = (reason: string): CasementError => new CasementError("file-refused", `The file in the call ${reason}.`);
