import { CasementError, type FileHandle } from "@casement/core";
import { zip } from "../zip.ts";
import type { Content } from "./outgoing-input.ts";
import type { ServiceCall } from "./service-call.ts";

/** A file on its way into a message. With a `contentId` it is a picture within the text. */
export interface FileToSend {
  readonly file: FileHandle;
  readonly contentId?: string;
}

/** Bytes: Outlook takes no larger attachment. */
export const largest = 150 * 1024 * 1024;

/** Opens what a message names. Throws `file-refused`. */
export async function filesToSend(call: ServiceCall<unknown>, { pictures, attachments, zip: packed }: Content): Promise<FileToSend[]> {
  const { files, signal } = call;
  const shown: FileToSend[] = [];
  for (const [index, name] of pictures.entries()) {
    const file = await files.read(name);
    if (!file.type.startsWith("image/")) throw new CasementError("file-refused", `pictures.${index} is no picture. Attach it instead.`);
    shown.push({ file, contentId: `picture-${index + 1}` });
  }
  const attached: FileHandle[] = [];
  for (const name of attachments) attached.push(await files.read(name));
  const named = packed === true ? "attachments.zip" : packed || undefined;
  const sent = named !== undefined && attached.length > 0 ? [await zip(endsInZip(named), attached, largest, signal)] : attached;
  const all = [...shown, ...sent.map((file) => ({ file }))];
  const index = all.findIndex(({ file }) => file.size > largest);
  if (index >= 0) throw new CasementError("file-refused", "An attachment is larger than 150 MB: Outlook takes no more.");
  return all;
}

const endsInZip = (name: string): string => (/\.zip$/i.test(name) ? name : `${name}.zip`);

/** The file's bytes in Base64. */
export async function base64Of(file: FileHandle): Promise<string> {
  const chunks: string[] = [];
  let rest = "";
  for await (const bytes of file.stream()) {
    let text = rest;
    // In pieces, because a call takes only so many arguments.
    for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
    const whole = text.length - (text.length % 3);
    chunks.push(btoa(text.slice(0, whole)));
    rest = text.slice(whole);
  }
  return [...chunks, btoa(rest)].join("");
}
