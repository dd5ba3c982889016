import { useState } from "preact/hooks";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { chooseEvents, chosenEvents } from "../notifications/chosen-events.ts";
import { startNotifier } from "../notifications/event-notifier.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { eventTitleOf, pluginInfos, pluginTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

/** Chooses the events for which this browser shows a notification. */
export function NotificationsPage() {
  const hub = useHub();
  const texts = useTexts();
  const own = hubPageTexts.use().notifications;
  const chosen = useStore(chosenEvents);
  const plugins = useStore(pluginInfos).filter(({ events }) => events.length > 0);
  const isSupported = isSecureContext && "Notification" in globalThis;
  const [permission, setPermission] = useState(isSupported ? Notification.permission : "denied");
  const allow = async (): Promise<void> => setPermission(await Notification.requestPermission());
  const choose = (type: string, isChosen: boolean): void => {
    chooseEvents(isChosen ? [...chosen, type] : chosen.filter((each) => each !== type));
    startNotifier(hub);
  };
  return (
    <>
      <a class="back" href="#/settings">
        <Icon name="left" />
        {texts.settings.title}
      </a>
      <PageHeader title={texts.settings.notifications} lead={own.lead} />
      {!isSupported && <Notice title={own.needsHttps} />}
      {isSupported && permission === "denied" && <Notice title={own.denied} />}
      {isSupported && permission === "default" && (
        <div class="actions">
          <button type="button" class="primary" onClick={() => void allow()}>
            {own.allow}
          </button>
        </div>
      )}
      {permission === "granted" &&
        plugins.map((plugin) => (
          <fieldset key={plugin.id} class="card roomy notify">
            <legend>{plugin.id === "account" ? texts.accounts.title : pluginTitleOf(plugin)}</legend>
            {plugin.events.map((name) => {
              const type = `${plugin.id}/${name}`;
              return (
                <label key={type}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(type)}
                    onChange={({ currentTarget }) => choose(type, currentTarget.checked)}
                  />
                  {eventTitleOf(type)}
                </label>
              );
            })}
          </fieldset>
        ))}
    </>
  );
}
