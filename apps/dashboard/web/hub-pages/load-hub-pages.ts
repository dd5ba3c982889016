import type * as HubPages from "./hub-pages.ts";

type HubPageName = Exclude<keyof typeof HubPages, "hubPageTexts">;

let loading: Promise<typeof HubPages> | undefined;

/** Loads the pages about accounts and the hub itself, with their texts in the current language. */
async function loadHubPages(): Promise<typeof HubPages> {
  loading ??= import("./hub-pages.ts");
  const pages = await loading.catch((error) => {
    loading = undefined;
    throw error;
  });
  await pages.hubPageTexts.load();
  return pages;
}

const loaderOf =
  <K extends HubPageName>(name: K) =>
  (): Promise<(typeof HubPages)[K]> =>
    loadHubPages().then((pages) => pages[name]);

export const hubPageLoaders = {
  accountSettings: loaderOf("AccountSettingsPage"),
  audit: loaderOf("AuditPage"),
  hub: loaderOf("HubPage"),
  log: loaderOf("LogPage"),
  history: loaderOf("SensorHistory"),
  notifications: loaderOf("NotificationsPage"),
};
