import { cutText } from "@casement/core";

/** Home Assistant rejects longer states. */
const maxStateLength = 255;

/** A state as text. `None` means unknown to Home Assistant; an empty retained message would delete the topic. */
export function toStateText(state: unknown): string {
  if (state === undefined || state === null || state === "") return "None";
  if (typeof state === "boolean") return state ? "on" : "off";
  const text = typeof state === "object" ? JSON.stringify(state) : String(state);
  return cutText(text, maxStateLength).toWellFormed();
}
