import type { ComponentChildren } from "preact";
import { usePageTitle } from "./use-page-title.ts";

export function PageHeader({ title, lead, children }: { title: string; lead?: string; children?: ComponentChildren }) {
  usePageTitle(title);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
      </div>
      {children}
    </header>
  );
}
