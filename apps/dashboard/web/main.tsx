import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/sensors.css";
import "./styles/forms.css";
import "./styles/pages.css";
import "./styles/setup.css";
import { render } from "preact";
import { createHubState } from "./api/hub-state.ts";
import { DashboardApp } from "./dashboard-app.tsx";
import { applyTheme } from "./settings/color-theme.ts";
import { pagePath } from "./shell/page-path.ts";
import { initialLanguage, setLanguage } from "./texts/texts.ts";

applyTheme();

const hub = createHubState();
const linkSecret = /^#session=(.+)$/.exec(location.hash)?.[1];
if (linkSecret !== undefined) {
  history.replaceState(null, "", location.pathname);
  pagePath.set([""]);
}
void hub.start(linkSecret);
// Only over HTTPS and on this machine.
void navigator.serviceWorker?.register("page-worker.js");
if (localStorage.getItem("notify") !== null)
  void import("./notifications/event-notifier.ts").then(({ startNotifier }) => startNotifier(hub));

// The page is drawn after its texts have loaded. Fallback: English.
await setLanguage(initialLanguage()).catch(() => setLanguage("en"));
render(<DashboardApp hub={hub} />, document.getElementById("app")!);
