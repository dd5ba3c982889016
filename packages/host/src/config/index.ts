export { readRunFile, type RunFile } from "../store/data-folder-lock.ts";
export { dataFolderOf } from "./data-folder.ts";
export { defaultHttp, type HttpConfig, isLoopback } from "./http-config.ts";
export { type JsonSchema, schemasAt } from "./json-shape.ts";
export { type Config, loadConfig, type LoadConfigOptions } from "./load-config.ts";
export { editDistance, nearest } from "./nearest.ts";
export type { PluginSources } from "./plugin-catalogue.ts";
export { type ConfigProblem, formatProblem } from "./problem.ts";
