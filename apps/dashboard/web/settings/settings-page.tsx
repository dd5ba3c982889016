import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { PageHeader } from "../parts/page-header.tsx";
import { saveFile } from "../parts/save-file.ts";
import { currentLanguage, type LanguageTag, languageNames, setLanguage, storeLanguage, useTexts } from "../texts/texts.ts";
import { applyTheme, type ColorTheme, storedTheme } from "./color-theme.ts";

export function SettingsPage() {
  const hub = useHub();
  const allTexts = useTexts();
  const texts = allTexts.settings;
  const mayWrite = useMayWrite();
  const [theme, setTheme] = useState<ColorTheme>(storedTheme());
  const language = useStore(currentLanguage);
  const choose = (next: LanguageTag) => {
    storeLanguage(next);
    // After an upgrade of the hub the files have other names; a reload finds them.
    setLanguage(next).catch(() => location.reload());
  };
  return (
    <>
      <PageHeader title={texts.title} />
      <section class="card roomy">
        <div class="field">
          <label for="language">{texts.language}</label>
          <select id="language" value={language} onChange={({ currentTarget }) => choose(currentTarget.value as LanguageTag)}>
            {Object.entries(languageNames).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="theme">{texts.theme}</label>
          <select
            id="theme"
            value={theme}
            onChange={({ currentTarget }) => {
              const next = currentTarget.value as ColorTheme;
              applyTheme(next);
              setTheme(next);
            }}
          >
            {(["system", "light", "dark"] as const).map((name) => (
              <option key={name} value={name}>
                {texts.themes[name]}
              </option>
            ))}
          </select>
        </div>
      </section>
      <section class="card roomy">
        <h2>{texts.notifications}</h2>
        <div class="actions">
          <a class="button" href="#/settings/notifications">
            {texts.notifications}
          </a>
        </div>
      </section>
      {mayWrite && (
        <section class="card roomy">
          <h2>{allTexts.access.title}</h2>
          <p>{allTexts.access.lead}</p>
          <div class="actions">
            <a class="button" href="#/settings/access">
              {allTexts.access.title}
            </a>
            <a class="button" href="#/settings/webhooks">
              Webhooks
            </a>
          </div>
        </section>
      )}
      <section class="card roomy">
        <h2>{texts.about}</h2>
        <HubVersion />
        <p>{texts.hubLead}</p>
        <div class="actions">
          <a class="button" href="#/settings/hub">
            {texts.hub}
          </a>
          <button type="button" class="quiet" onClick={saveOpenApi}>
            {texts.saveOpenApi}
          </button>
          <button type="button" onClick={() => hub.endSession()}>
            {texts.signOut}
          </button>
        </div>
      </section>
    </>
  );
}

function HubVersion() {
  const texts = useTexts().settings;
  const [{ version, newVersion }, setHealth] = useState<{ version?: string; newVersion?: string }>({});
  useEffect(() => void apiClient.health().then(setHealth, () => undefined), []);
  if (version === undefined) return null;
  return (
    <p>
      Casement {version}
      {newVersion !== undefined && (
        <>
          <br />
          {texts.newestVersion}: {newVersion}
        </>
      )}
    </p>
  );
}

const saveOpenApi = async (): Promise<void> => saveFile(await apiClient.openApi(), "casement-openapi.json");
