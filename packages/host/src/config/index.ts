export { authorityOf } from "../auth/authority.ts";
export { type RunFile, readRunFile } from "../store/data-folder-lock.ts";
export { dataFolderOf } from "./data-folder.ts";
export { defaultHttp, type HttpConfig, isLoopback } from "./http-config.ts";
export { type JsonSchema, schemasAt } from "./json-shape.ts";
export { type Config, type LoadConfigOptions, loadConfig } from "./load-config.ts";
export { editDistance, nearest } from "./nearest.ts";
export type { PluginSources } from "./plugin-catalogue.ts";
export { type ConfigProblem, formatProblem } from "./problem.ts";
