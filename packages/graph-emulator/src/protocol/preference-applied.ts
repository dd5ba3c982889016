import type { GraphRequest, GraphResult } from "./route.ts";

/** Adds the `Preference-Applied` header to the result. */
export function withPreferenceApplied(request: GraphRequest, result: GraphResult): GraphResult {
  const { timeZone, bodyType, immutableId } = request.prefer;
  const preferences = [
    immutableId && 'IdType="ImmutableId"',
    timeZone && `outlook.timezone="${timeZone}"`,
    bodyType && `outlook.body-content-type="${bodyType}"`,
  ];
  const applied = preferences.filter(Boolean).join(", ");
  return applied ? { ...result, headers: { ...result.headers, "Preference-Applied": applied } } : result;
}
