export { dashboardFolder } from "./dashboard-folder.ts";
