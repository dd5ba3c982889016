import { useEffect } from "preact/hooks";
import { AccountsPage } from "./accounts/accounts-page.tsx";
import type { HubState } from "./api/hub-state.ts";
import { useStore } from "./api/value-store.ts";
import { EventsPage } from "./events/events-page.tsx";
import { HubContext } from "./hub-context.ts";
import { PermissionsPage } from "./permissions/permissions-page.tsx";
import { HomePage } from "./sensors/home-page.tsx";
import { SensorPage } from "./sensors/sensor-page.tsx";
import { ServicesPage } from "./services/services-page.tsx";
import { SettingsPage } from "./settings/settings-page.tsx";
import { SetupPage } from "./setup/setup-page.tsx";
import { HubSignInPage } from "./shell/hub-sign-in-page.tsx";
import { navigateTo, pagePath } from "./shell/page-path.ts";
import { PageShell } from "./shell/page-shell.tsx";
import { pluginInfos } from "./texts/plugin-texts.ts";
import { currentLanguage } from "./texts/texts.ts";

export function DashboardApp({ hub }: { hub: HubState }) {
  const access = useStore(hub.access);
  const accounts = useStore(hub.accounts);
  useStore(pluginInfos);
  // The key draws everything again when the language changes.
  const key = useStore(currentLanguage);
  return (
    <HubContext.Provider value={hub} key={key}>
      {access === "none" ? (
        <HubSignInPage />
      ) : (
        <PageShell bare={accounts?.length === 0}>
          {access !== "unknown" && accounts && <CurrentPage noAccounts={accounts.length === 0} />}
        </PageShell>
      )}
    </HubContext.Provider>
  );
}

function CurrentPage({ noAccounts }: { noAccounts: boolean }) {
  const [page = "", ...idParts] = useStore(pagePath);
  // The setup needs its own address: it continues after it has added the first account.
  useEffect(() => {
    if (noAccounts && page !== "set-up") navigateTo("/set-up");
  }, [noAccounts, page]);
  if (page === "set-up" || noAccounts) return <SetupPage />;
  if (page === "sensor") return <SensorPage id={idParts.join("/")} key={idParts.join("/")} />;
  if (page === "services") return <ServicesPage account={idParts[0]} service={idParts.slice(1).join("/")} />;
  if (page === "events") return <EventsPage />;
  if (page === "accounts") return <AccountsPage />;
  if (page === "permissions") return <PermissionsPage />;
  if (page === "settings") return <SettingsPage />;
  return <HomePage />;
}
