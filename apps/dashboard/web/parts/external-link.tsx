import { Icon } from "./icon.tsx";

/** A button that opens a page elsewhere in a new tab. */
export function ExternalLink({ url, label, primary = false }: { url: string; label: string; primary?: boolean }) {
  return (
    <a class={primary ? "button primary" : "button"} href={url} target="_blank" rel="noopener noreferrer">
      {label} <Icon name="external" />
    </a>
  );
}
