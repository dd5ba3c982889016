import type { ComponentType } from "preact";

let loading: Promise<typeof import("./connect-page.tsx")> | undefined;

/** Loads the page that asks whether a program may connect, with its texts in the current language. */
export async function loadConnectPage(): Promise<ComponentType<{ request: string | undefined }>> {
  loading ??= import("./connect-page.tsx");
  const { ConnectPage, connectTexts } = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await connectTexts.load();
  return ConnectPage;
}
