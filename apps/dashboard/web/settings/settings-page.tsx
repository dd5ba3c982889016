import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { BrowserSession } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { currentLanguage, fillText, type LanguageTag, languageNames, setLanguage, storeLanguage, useTexts } from "../texts/texts.ts";
import { formatDateAndTime, parseTime } from "../texts/times.ts";
import { applyTheme, type ColorTheme, storedTheme } from "./color-theme.ts";

export function SettingsPage() {
  const hub = useHub();
  const texts = useTexts().settings;
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
      {mayWrite && <WallLink />}
      {mayWrite && <SessionList />}
      <section class="card roomy">
        <h2>{texts.api}</h2>
        <p>
          <a href="/api/openapi.json" target="_blank" rel="noopener noreferrer">
            OpenAPI
          </a>
        </p>
        <div class="actions">
          <button type="button" onClick={() => hub.endSession()}>
            {texts.signOut}
          </button>
        </div>
      </section>
    </>
  );
}

function WallLink() {
  const texts = useTexts().settings;
  const [url, setUrl] = useState<string>();
  return (
    <section class="card roomy">
      <h2>{texts.wallLink}</h2>
      <p>{texts.wallLinkLead}</p>
      {url === undefined ? (
        <button type="button" onClick={async () => setUrl((await apiClient.sessionLink("read")).url)}>
          {texts.createLink}
        </button>
      ) : (
        <CodeBlock text={url} />
      )}
    </section>
  );
}

function SessionList() {
  const texts = useTexts().settings;
  const [sessions, setSessions] = useState<readonly BrowserSession[]>([]);
  const load = () =>
    void apiClient.session().then(
      ({ sessions: all }) => setSessions(all ?? []),
      () => undefined,
    );
  useEffect(load, []);
  return (
    <section class="card roomy">
      <h2>{texts.sessions}</h2>
      <ul class="plugin-list">
        {sessions.map(({ id, access, createdAt, usedAt, current }) => (
          <li key={id}>
            <strong>
              {texts[access]} {current && `· ${texts.thisBrowser}`}
            </strong>
            <small class="grow">
              {fillText(texts.lastUsed, formatDateAndTime(parseTime(createdAt)), formatDateAndTime(parseTime(usedAt)))}
            </small>
            {!current && (
              <button type="button" class="quiet small" onClick={() => apiClient.endSession(id).then(load)}>
                {texts.revoke}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
