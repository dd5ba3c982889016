import { truncateToBytes } from "@casement/core";

/** File systems accept 255 bytes of UTF-8. The rest is room for the number of a second file with the same name: "a-2.txt". */
const maxBytes = 245;
const maxExtensionBytes = 20;
/** Devices of Windows, which no file can be named after, whatever its extension is. Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)/i;

/** What the name of an attachment depends on. */
export interface NamedAttachment {
  readonly "@odata.type"?: string | undefined;
  readonly name?: string | null | undefined;
}

/** A file name that every file system accepts, without a path. An attached message is saved as .eml. */
export function attachmentFileName({ name, ...attachment }: NamedAttachment): string {
  const isMessage = attachment["@odata.type"] === "#microsoft.graph.itemAttachment";
  const lastPart = (name ?? "").split(/[/\\]/).at(-1) ?? "";
  const safePart = lastPart
    // Invisible characters can make "exe.jpg" of "gpj.exe".
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}<>:"|?*]/gu, "_");
  const fileName = trimDots(safePart) || "attachment";
  const usableName = deviceName.test(fileName) ? `_${fileName}` : fileName;
  return isMessage && !/\.eml$/i.test(usableName) ? shorten(usableName, ".eml") : shorten(usableName);
}

/** Keeps the extension. `added` is an extension to add. */
function shorten(name: string, added = ""): string {
  const extension = added || extensionOf(name);
  const stem = added ? name : name.slice(0, name.length - extension.length);
  return `${trimDots(truncateToBytes(stem, maxBytes - byteLength(extension)))}${extension}`;
}

function extensionOf(name: string): string {
  const [extension = ""] = /(?<=.)\.[^.\s]+$/u.exec(name) ?? [];
  return byteLength(extension) <= maxExtensionBytes ? extension : "";
}

/** Without dots and spaces at the ends, which hide a file or which Windows removes. */
const trimDots = (name: string): string => name.replace(/^[.\s]+/, "").replace(/[.\s]+$/, "");

const byteLength = (text: string): number => new TextEncoder().encode(text).byteLength;
