import type { ComponentChildren } from "preact";
import { useStore } from "../api/store.ts";
import { useHub } from "../hub-context.ts";
import { Icon, type IconName, Logo } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";
import { route } from "./route.ts";

const pages: readonly { name: "home" | "services" | "events" | "accounts" | "permissions" | "settings"; icon: IconName }[] = [
  { name: "home", icon: "home" },
  { name: "services", icon: "do" },
  { name: "events", icon: "events" },
  { name: "accounts", icon: "accounts" },
  { name: "permissions", icon: "permissions" },
  { name: "settings", icon: "settings" },
];

/** Navigation and the page. `bare`: nothing to navigate yet. */
export function Shell({ bare, children }: { bare: boolean; children: ComponentChildren }) {
  const hub = useHub();
  const texts = useTexts();
  const [page = ""] = useStore(route);
  const connection = useStore(hub.connection);
  const access = useStore(hub.access);
  const accounts = useStore(hub.accounts) ?? [];
  const current = page === "" || page === "sensor" ? "home" : page;
  const waiting = accounts.filter(({ state }) => state !== "signed-in").length;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("content")?.focus()}>
        {texts.skip}
      </button>
      <div class={bare ? "shell bare" : "shell"}>
        {!bare && (
          <nav aria-label={texts.nav.main}>
            <a class="brand" href="#/" aria-label="Casement">
              <Logo />
              <span>Casement</span>
            </a>
            <ul>
              {pages.map(({ name, icon }) => (
                <li key={name}>
                  <a href={name === "home" ? "#/" : `#/${name}`} aria-current={current === name ? "page" : undefined}>
                    <Icon name={icon} />
                    <span>{texts.nav[name]}</span>
                    {name === "accounts" && waiting > 0 && <b class="count">{waiting}</b>}
                  </a>
                </li>
              ))}
            </ul>
            {access === "read" && <p class="only-read">{texts.readOnly}</p>}
          </nav>
        )}
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <p class={connection === "lost" ? "connection shown" : "connection"} role="status">
        {connection === "lost" ? texts.connection.lost : ""}
      </p>
    </>
  );
}
