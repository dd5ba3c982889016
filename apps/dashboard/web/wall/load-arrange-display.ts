import type { ComponentType } from "preact";

let loading: Promise<typeof import("./arrange-display.tsx")> | undefined;

/** Loads the form that arranges the wall of another browser, with its texts in the current language. */
export async function loadArrangeDisplay(): Promise<ComponentType<{ name: string; settings: object; onEnd: () => void }>> {
  loading ??= import("./arrange-display.tsx");
  const { ArrangeDisplay, wallTexts } = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await wallTexts.load();
  return ArrangeDisplay;
}
