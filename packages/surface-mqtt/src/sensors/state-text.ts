/** Home Assistant takes longer states for an error. */
const longestState = 255;

/** A state as the broker keeps it. `None` is Home Assistant's word for what is not known; an empty message would delete. */
export function stateText(state: unknown): string {
  if (state === undefined || state === null || state === "") return "None";
  if (typeof state === "boolean") return state ? "on" : "off";
  const text = typeof state === "object" ? JSON.stringify(state) : String(state);
  return text.length <= longestState ? text : `${text.slice(0, longestState - 1)}…`;
}
