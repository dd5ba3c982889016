import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/sensors.css";
import "./styles/forms.css";
import "./styles/pages.css";
import "./styles/set-up.css";
import { render } from "preact";
import { createHub } from "./api/hub.ts";
import { App } from "./app.tsx";
import { applyTheme } from "./settings/theme.ts";
import { route } from "./shell/route.ts";
import { firstLanguage, setLanguage } from "./texts/texts.ts";

applyTheme();

const hub = createHub();
const link = /^#session=(.+)$/.exec(location.hash)?.[1];
if (link !== undefined) {
  history.replaceState(null, "", "#/");
  route.set([""]);
}
// A used link leaves the page as it is for a browser that has a session, and locked for another.
void hub.enter(link).catch(() => hub.enter());

// Drawn once it can be read; in English, should the texts be out of reach.
await setLanguage(firstLanguage()).catch(() => setLanguage("en"));
render(<App hub={hub} />, document.getElementById("app")!);
