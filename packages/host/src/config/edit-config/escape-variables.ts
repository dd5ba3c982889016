/** `$${NAME}` in a config is the text `${NAME}`. */
export function escapeVariables(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\$\{[^}]*\}/g, (variable) => `$${variable}`);
  if (Array.isArray(value)) return value.map(escapeVariables);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeVariables(item)]));
}
