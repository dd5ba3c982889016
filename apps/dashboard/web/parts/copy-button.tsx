import { useState } from "preact/hooks";
import { useTexts } from "../texts/texts.ts";
import { Icon } from "./icon.tsx";

/** Copies a text to the clipboard. `text` can be a function that loads it first. */
export function CopyButton({ text, label }: { text: string | (() => Promise<string>); label?: string }) {
  const texts = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await writeClipboard(typeof text === "string" ? text : await text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" class="quiet" onClick={copy}>
      <Icon name={copied ? "check" : "copy"} />
      <span aria-live="polite">{copied ? texts.copied : (label ?? texts.copy)}</span>
    </button>
  );
}

/** Over plain http from another machine, browsers allow copying only a selection. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const textarea = document.createElement("textarea");
  textarea.value = text;
  document.body.append(textarea);
  textarea.select();
  document.execCommand("copy");
  textarea.remove();
}
