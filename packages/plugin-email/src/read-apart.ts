import type { ServiceContext } from "@casement/core";
import type { attachmentText, ReadableFile, TextPart } from "./attachment-text.ts";

/** `attachmentText` in a process of its own. This file is beside it, so that the address is right in the source and after the build. */
export const readApart = ({ runApart }: Pick<ServiceContext, "runApart">, input: ReadableFile): Promise<TextPart | undefined> =>
  runApart<typeof attachmentText>({ module: new URL("./attachment-text.js", import.meta.url), name: "attachmentText", input });
