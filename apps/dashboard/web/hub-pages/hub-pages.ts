import "../styles/hub-pages.css";

// One file for the browser: these pages are opened rarely, and one after another.
export { AccountSettingsPage } from "./account-settings-page.tsx";
export { AuditPage } from "./audit-page.tsx";
export { HubPage } from "./hub-page.tsx";
export { hubPageTexts } from "./hub-page-texts.ts";
export { LogPage } from "./log-page.tsx";
export { NotificationsPage } from "./notifications-page.tsx";
export { SensorHistory } from "./sensor-history.tsx";
