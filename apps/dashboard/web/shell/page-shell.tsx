import type { ComponentChildren } from "preact";
import { hasForeignAnswer } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { CasementLogo, Icon, type IconName } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";
import { pagePath } from "./page-path.ts";

const pages: readonly { name: "home" | "calendar" | "services" | "events" | "accounts" | "permissions" | "settings"; icon: IconName }[] = [
  { name: "home", icon: "home" },
  { name: "calendar", icon: "calendar" },
  { name: "services", icon: "services" },
  { name: "events", icon: "events" },
  { name: "accounts", icon: "accounts" },
  { name: "permissions", icon: "permissions" },
  { name: "settings", icon: "settings" },
];

/** The navigation and the page. `bare`: without navigation. */
export function PageShell({ bare, children }: { bare: boolean; children: ComponentChildren }) {
  const hub = useHub();
  const texts = useTexts();
  const [page = ""] = useStore(pagePath);
  const connection = useStore(hub.connection);
  const isForeign = useStore(hasForeignAnswer);
  const knowsSensors = useStore(hub.knowsSensors);
  const access = useStore(hub.access);
  const accounts = useStore(hub.accounts) ?? [];
  const currentPage = page === "" || page === "sensor" || page === "read" ? "home" : page;
  const notSignedIn = accounts.filter(({ state }) => state !== "signed-in").length;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("content")?.focus()}>
        {texts.skip}
      </button>
      <div class={bare ? "shell bare" : "shell"}>
        {!bare && (
          <nav aria-label={texts.nav.main}>
            <a class="brand" href="#/" aria-label="Casement">
              <CasementLogo />
              <span>Casement</span>
            </a>
            <ul>
              {pages.map(({ name, icon }) => (
                <li key={name}>
                  <a href={name === "home" ? "#/" : `#/${name}`} aria-current={currentPage === name ? "page" : undefined}>
                    <Icon name={icon} />
                    <span>{texts.nav[name]}</span>
                    {name === "accounts" && notSignedIn > 0 && <b class="count">{notSignedIn}</b>}
                  </a>
                </li>
              ))}
            </ul>
            {access === "read" && (
              <p class="read-only">
                {texts.readOnly} <a href="#/wall">{texts.wall}</a>
              </p>
            )}
          </nav>
        )}
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <p class={connection === "lost" || isForeign ? "connection shown" : "connection"} role="status">
        {isForeign ? texts.foreignAnswer : connection === "lost" ? (knowsSensors ? texts.connectionLost : texts.notReached) : ""}{" "}
        {isForeign && (
          <button type="button" class="small" onClick={() => location.reload()}>
            {texts.reloadPage}
          </button>
        )}
      </p>
    </>
  );
}
