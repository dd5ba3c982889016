/** Before the first browser test: builds the dashboard, if that was never done in this checkout or its sources are newer. */
export async function setup(): Promise<void> {
  await import(new URL("../../../dashboard/build-when-stale.ts", import.meta.url).href);
}
