import { useEffect } from "preact/hooks";
import { AccountsPage } from "./accounts/accounts-page.tsx";
import { actionLoaders, loadActions, loadedActions } from "./actions/load-actions.ts";
import type { HubState } from "./api/hub-state.ts";
import { useStore } from "./api/value-store.ts";
import { loadCalendar } from "./calendar/load-calendar.ts";
import { loadConnectPage } from "./connect/load-connect-page.ts";
import { HubContext, useIsDisplay } from "./hub-context.ts";
import { hubPageLoaders } from "./hub-pages/load-hub-pages.ts";
import { LazyPart } from "./parts/lazy-part.tsx";
import { NotFound } from "./parts/not-found.tsx";
import { loadProblemTexts } from "./problems/translate-problem.ts";
import { readingLoaders } from "./reading/load-reading.ts";
import { HomePage } from "./sensors/home-page.tsx";
import { loadAccessPage } from "./settings/load-access-page.ts";
import { SettingsPage } from "./settings/settings-page.tsx";
import { loadSetup } from "./setup/load-setup.ts";
import { HubSignInPage } from "./shell/hub-sign-in-page.tsx";
import { navigateTo, pagePath } from "./shell/page-path.ts";
import { PageShell } from "./shell/page-shell.tsx";
import { pluginInfos } from "./texts/plugin-texts.ts";
import { currentLanguage, fillText, useTexts } from "./texts/texts.ts";
import { isRealDate } from "./texts/times.ts";
import { loadWall } from "./wall/load-wall.ts";
import { loadWebhooks } from "./webhooks/load-webhooks.ts";

const loadEventsPage = () => import("./events/events-page.tsx").then(({ EventsPage }) => EventsPage);
const loadSensorPage = () => import("./sensors/sensor-page.tsx").then(({ SensorPage }) => SensorPage);
const loadPermissionsPage = () => import("./permissions/permissions-page.tsx").then(({ PermissionsPage }) => PermissionsPage);

export function DashboardApp({ hub }: { hub: HubState }) {
  const access = useStore(hub.access);
  const accounts = useStore(hub.accounts);
  const actions = useStore(loadedActions);
  const { kind } = useStore(hub.session);
  const [page] = useStore(pagePath);
  useStore(pluginInfos);
  // Ready when somebody acts, but not before the page is drawn.
  useEffect(() => {
    const load = () => {
      void loadActions().catch(() => undefined);
      void loadProblemTexts();
    };
    const timer = access === "full" ? setTimeout(load, 1_000) : undefined;
    return () => clearTimeout(timer);
  }, [access]);
  // The key draws everything again when the language changes.
  const key = useStore(currentLanguage);
  return (
    <HubContext.Provider value={hub} key={key}>
      {access === "none" ? (
        <HubSignInPage />
      ) : (
        <PageShell bare={accounts?.length === 0 || kind === "wall" || page === "wall" || page === "connect"}>
          {access !== "unknown" && accounts && <CurrentPage noAccounts={accounts.length === 0} />}
        </PageShell>
      )}
      {actions && <actions.ActionLayer />}
    </HubContext.Provider>
  );
}

function CurrentPage({ noAccounts }: { noAccounts: boolean }) {
  const [page = "", ...idParts] = useStore(pagePath);
  const isDisplay = useIsDisplay();
  const { missing } = useTexts();
  // The setup needs its own address: it continues after it has added the first account.
  useEffect(() => {
    if (noAccounts && !isDisplay && page !== "set-up" && page !== "connect") navigateTo("/set-up");
  }, [noAccounts, page]);
  if (page === "wall" || isDisplay) return <LazyPart load={loadWall} props={{}} key="wall" />;
  if (page === "connect") return <LazyPart load={loadConnectPage} props={{ request: idParts[0] }} key={idParts[0]} />;
  if (page === "set-up" || noAccounts) return <LazyPart load={loadSetup} props={{}} key="set-up" />;
  if (page === "sensor") return <LazyPart load={loadSensorPage} props={{ id: idParts.join("/") }} key={idParts.join("/")} />;
  if (page === "read")
    return (
      <LazyPart
        load={readingLoaders.page}
        props={{ sensor: idParts.slice(0, 3).join("/"), item: idParts[3] }}
        key={`read ${idParts.slice(0, 3).join("/")}`}
      />
    );
  if (page === "calendar" && idParts[0] && !isRealDate(idParts[0]))
    return <NotFound text={fillText(missing.date, idParts[0])} to="calendar" />;
  if (page === "calendar") return <LazyPart load={loadCalendar} props={{ date: idParts[0] }} key={`calendar ${idParts[0]}`} />;
  if (page === "services")
    return (
      <LazyPart load={actionLoaders.servicesPage} props={{ account: idParts[0], service: idParts.slice(1).join("/") }} key="services" />
    );
  if (page === "events") return <LazyPart load={loadEventsPage} props={{}} key="events" />;
  if (page === "accounts" && idParts[0])
    return <LazyPart load={hubPageLoaders.accountSettings} props={{ name: idParts[0] }} key={idParts[0]} />;
  if (page === "accounts") return <AccountsPage />;
  if (page === "permissions") return <LazyPart load={loadPermissionsPage} props={{}} key="permissions" />;
  if (page === "settings" && idParts[0]) return <SettingsPart name={idParts[0]} />;
  if (page === "settings") return <SettingsPage />;
  if (page === "" || page === "home") return <HomePage />;
  return <NotFound text={missing.page} />;
}

/** The pages below that of the settings. */
function SettingsPart({ name }: { name: string }) {
  const { missing } = useTexts();
  if (name === "hub") return <LazyPart load={hubPageLoaders.hub} props={{}} key="hub" />;
  if (name === "log") return <LazyPart load={hubPageLoaders.log} props={{}} key="log" />;
  if (name === "audit") return <LazyPart load={hubPageLoaders.audit} props={{}} key="audit" />;
  if (name === "notifications") return <LazyPart load={hubPageLoaders.notifications} props={{}} key="notifications" />;
  if (name === "webhooks") return <LazyPart load={loadWebhooks} props={{}} key="webhooks" />;
  if (name === "access") return <LazyPart load={loadAccessPage} props={{}} key="access" />;
  return <NotFound text={missing.page} to="settings" />;
}
