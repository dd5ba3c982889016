import type { ComponentType } from "preact";

let loading: Promise<typeof import("./access-page.tsx")> | undefined;

/** Loads the page with the access that the hub has given out, with its texts in the current language. */
export async function loadAccessPage(): Promise<ComponentType> {
  loading ??= import("./access-page.tsx");
  const { AccessPage, connectTexts } = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await connectTexts.load();
  return AccessPage;
}
