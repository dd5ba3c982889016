import type { ComponentChildren } from "preact";
import { useIsDisplay } from "../hub-context.ts";

/** Leads to another page. Only its text on a display, which has no other pages. */
export function PageLink({ to, children }: { to: string; children: ComponentChildren }) {
  return useIsDisplay() ? <span>{children}</span> : <a href={`#${to}`}>{children}</a>;
}
