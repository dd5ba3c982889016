import { useState } from "preact/hooks";
import { useTexts } from "../texts/texts.ts";
import { Icon } from "./icon.tsx";

/** Puts a text on the clipboard; `text` may have to be fetched first. */
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

/** Browsers keep the clipboard from pages on plain http elsewhere than on this machine; a selection they let copy. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
