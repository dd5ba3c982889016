import { useEffect } from "preact/hooks";
import { AccountsPage } from "./accounts/accounts-page.tsx";
import type { Hub } from "./api/hub.ts";
import { useStore } from "./api/store.ts";
import { EventsPage } from "./events/events-page.tsx";
import { HubContext } from "./hub-context.ts";
import { PermissionsPage } from "./permissions/permissions-page.tsx";
import { SensorPage } from "./sensors/sensor-page.tsx";
import { SensorsPage } from "./sensors/sensors-page.tsx";
import { ServicesPage } from "./services/services-page.tsx";
import { SettingsPage } from "./settings/settings-page.tsx";
import { SetUpPage } from "./setup/set-up-page.tsx";
import { LockedPage } from "./shell/locked-page.tsx";
import { go, route } from "./shell/route.ts";
import { Shell } from "./shell/shell.tsx";
import { plugins } from "./texts/plugin-texts.ts";
import { language } from "./texts/texts.ts";

export function App({ hub }: { hub: Hub }) {
  const access = useStore(hub.access);
  const accounts = useStore(hub.accounts);
  useStore(plugins);
  // A new language draws everything anew.
  const key = useStore(language);
  return (
    <HubContext.Provider value={hub} key={key}>
      {access === "none" ? (
        <LockedPage />
      ) : (
        <Shell bare={accounts?.length === 0}>{access !== "unknown" && accounts && <Page empty={accounts.length === 0} />}</Shell>
      )}
    </HubContext.Provider>
  );
}

function Page({ empty }: { empty: boolean }) {
  const [page = "", ...rest] = useStore(route);
  // An address of its own: the set-up goes on to its end, although there is an account by then.
  useEffect(() => {
    if (empty && page !== "set-up") go("/set-up");
  }, [empty, page]);
  if (page === "set-up" || empty) return <SetUpPage />;
  if (page === "sensor") return <SensorPage id={rest.join("/")} key={rest.join("/")} />;
  if (page === "services") return <ServicesPage account={rest[0]} service={rest.slice(1).join("/")} />;
  if (page === "events") return <EventsPage />;
  if (page === "accounts") return <AccountsPage />;
  if (page === "permissions") return <PermissionsPage />;
  if (page === "settings") return <SettingsPage />;
  return <SensorsPage />;
}
