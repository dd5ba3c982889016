/** The nine priorities of RFC 5545 are three in Microsoft 365: 1 to 4 high, 5 and none normal, 6 to 9 low. */
export function priorityLevel(priority: number | undefined): "high" | "normal" | "low" {
  if (!priority || priority === 5) return "normal";
  return priority < 5 ? "high" : "low";
}
