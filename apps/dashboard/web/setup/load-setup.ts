import type { ComponentType } from "preact";

let loading: Promise<typeof import("./setup-page.tsx")> | undefined;

/** Loads the page of the first start, and of another account. */
export async function loadSetup(): Promise<ComponentType> {
  loading ??= import("./setup-page.tsx");
  const { SetupPage } = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  return SetupPage;
}
