import type { GraphAttachment } from "../graph-types.ts";

const maxLength = 180;

/** A file name that every file system accepts, without a path. An attached message is saved as .eml. */
export function attachmentFileName({ name, ...attachment }: GraphAttachment): string {
  const isMessage = attachment["@odata.type"] === "#microsoft.graph.itemAttachment";
  const lastPart = (name ?? "").split(/[/\\]/).at(-1) ?? "";
  const safePart = lastPart
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, "_")
    .replace(/^[.\s]+/, "")
    .replace(/[.\s]+$/, "");
  const fileName = safePart || "attachment";
  return isMessage && !/\.eml$/i.test(fileName) ? `${fileName.slice(0, maxLength)}.eml` : shorten(fileName);
}

function shorten(name: string): string {
  const [extension = ""] = /\.[A-Za-z0-9]{1,10}$/.exec(name) ?? [];
  return name.length <= maxLength ? name : name.slice(0, maxLength - extension.length) + extension;
}
