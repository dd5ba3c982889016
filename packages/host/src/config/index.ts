export { permissionsOf } from "../account/permissions-of.ts";
export { authorityOf } from "../auth/authority.ts";
export { markAsRestored } from "../backup/restored-mark.ts";
export { readKeyOfData, type SealedKey, sealKey, unsealKey } from "../backup/sealed-key.ts";
export { fitsKey, readStoredData } from "../backup/stored-data.ts";
export { type DataFolderLock, lockDataFolder, type RunFile, readRunFile } from "../store/data-folder-lock.ts";
export { describeDiskFault } from "../store/disk-fault.ts";
export { isKeyFile, keyFileTextOf } from "../store/key.ts";
export { type AccountEntryBlock, type AccountReader, createAccountReader } from "./account-reader.ts";
export { addressBelow } from "./address-below.ts";
export type { CaldavConfig } from "./caldav-config.ts";
export type { ClusterConfig } from "./cluster-config.ts";
export { type ConfigProblem, formatProblem } from "./config-problem.ts";
export { dataFolderOf } from "./data-folder.ts";
export type { AccountEdit } from "./edit-config/account-edit.ts";
export { type AddedAccount, addAccount, type NewAccount, prepareAddedAccount } from "./edit-config/add-account.ts";
export { prepareChangedAccount } from "./edit-config/change-account.ts";
export { entriesIn } from "./edit-config/change-entry-text.ts";
export { type ConfigEdit, type ConfigEditOptions, readConfigText } from "./edit-config/config-edit.ts";
export {
  type NewWebhook,
  prepareAddedWebhook,
  prepareChangedWebhook,
  prepareRemovedWebhook,
  type WebhookEdit,
} from "./edit-config/edit-webhooks.ts";
export { prepareRemovedAccount } from "./edit-config/remove-account.ts";
export { prepareRelay } from "./edit-config/set-relay.ts";
export { defaultHttp, type HttpConfig, isLoopback } from "./http-config.ts";
export { type JsonSchema, schemasAt } from "./json-shape.ts";
export { type CasementConfig, type LoadConfigOptions, loadConfig } from "./load-config.ts";
export type { McpConfig } from "./mcp-config.ts";
export type { MqttConfig } from "./mqtt-config.ts";
export { tooDeepPosition } from "./nesting-depth.ts";
export type { NotificationsConfig } from "./notifications-config.ts";
export type { PluginSources } from "./plugin-catalog.ts";
export type { WebhookConfig } from "./webhooks-config.ts";
