import type { ComponentType } from "preact";

let loading: Promise<typeof import("./wall-page.tsx")> | undefined;

/** Loads the wall with its texts in the current language. */
export async function loadWall(): Promise<ComponentType<object>> {
  loading ??= import("./wall-page.tsx");
  const { WallPage, wallTexts } = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await wallTexts.load();
  return WallPage;
}
