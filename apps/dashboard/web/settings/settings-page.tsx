import { useEffect, useState } from "preact/hooks";
import { client } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import type { Session } from "../api/types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { fill, keepLanguage, type Language, language, languages, setLanguage, useTexts } from "../texts/texts.ts";
import { dateAndTime, instant } from "../texts/times.ts";
import { applyTheme, type Theme, theme } from "./theme.ts";

export function SettingsPage() {
  const hub = useHub();
  const texts = useTexts().settings;
  const mayWrite = useMayWrite();
  const [look, setLook] = useState<Theme>(theme());
  const spoken = useStore(language);
  const choose = (next: Language) => {
    keepLanguage(next);
    // A hub that was replaced meanwhile has other files: loaded anew, the page finds them.
    setLanguage(next).catch(() => location.reload());
  };
  return (
    <>
      <PageHead title={texts.title} />
      <section class="card roomy">
        <div class="field">
          <label for="language">{texts.language}</label>
          <select id="language" value={spoken} onChange={({ currentTarget }) => choose(currentTarget.value as Language)}>
            {Object.entries(languages).map(([code, name]) => (
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
            value={look}
            onChange={({ currentTarget }) => {
              const next = currentTarget.value as Theme;
              applyTheme(next);
              setLook(next);
            }}
          >
            {(["system", "light", "dark"] as const).map((each) => (
              <option key={each} value={each}>
                {texts.themes[each]}
              </option>
            ))}
          </select>
        </div>
      </section>
      {mayWrite && <Wall />}
      {mayWrite && <Sessions />}
      <section class="card roomy">
        <h2>{texts.api}</h2>
        <p>
          <a href="/api/openapi.json" target="_blank" rel="noopener noreferrer">
            OpenAPI
          </a>
        </p>
        <div class="actions">
          <button type="button" onClick={() => hub.leave()}>
            {texts.leave}
          </button>
        </div>
      </section>
    </>
  );
}

function Wall() {
  const texts = useTexts().settings;
  const [url, setUrl] = useState<string>();
  return (
    <section class="card roomy">
      <h2>{texts.wall}</h2>
      <p>{texts.wallLead}</p>
      {url === undefined ? (
        <button type="button" onClick={async () => setUrl((await client.sessionLink("read")).url)}>
          {texts.makeLink}
        </button>
      ) : (
        <CodeBlock text={url} />
      )}
    </section>
  );
}

function Sessions() {
  const texts = useTexts().settings;
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const load = () =>
    void client.session().then(
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
            <small class="grow">{fill(texts.since, dateAndTime(instant(createdAt)), dateAndTime(instant(usedAt)))}</small>
            {!current && (
              <button type="button" class="quiet small" onClick={() => client.endSession(id).then(load)}>
                {texts.end}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
