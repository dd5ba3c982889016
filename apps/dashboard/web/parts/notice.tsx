import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

export function Notice({
  kind = "plain",
  title,
  children,
}: {
  kind?: "plain" | "bad" | "good";
  title?: string | undefined;
  children?: ComponentChildren;
}) {
  return (
    <div class={`notice ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      <Icon name={kind === "good" ? "check" : "alert"} />
      <div>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
