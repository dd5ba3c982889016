export type { AddedArea, Area, AreaContext } from "./areas/area.ts";
export type { CalendarControl } from "./areas/calendar/calendar-control.ts";
export type { ChatControl, ChatOptions, NewChatMessage } from "./areas/chat/chat-control.ts";
export { type CollectionControl, type CollectionItem, type CollectionOptions, createCollectionArea } from "./areas/collection-area.ts";
export type { MailControl } from "./areas/mail/mail-control.ts";
export type { PresenceControl } from "./areas/presence/presence-area.ts";
export type { SubscriptionsControl } from "./areas/subscriptions/subscriptions-area.ts";
export type { TodoControl } from "./areas/todo/todo-area.ts";
export type { AccessTokens } from "./control/access-tokens.ts";
export type { EmulatorControl } from "./control/emulator-control.ts";
export type { FaultRule } from "./control/fault-injector.ts";
export type { CountersReport, RequestCounts } from "./control/request-counters.ts";
export { consumersTenantId, type Directory, isPersonal, type NewUser, type Tenant, type User } from "./directory.ts";
export { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.ts";
export type { AdminConsentRequest } from "./entra/admin-consent-requests.ts";
export type { ConditionalAccess } from "./entra/conditional-access.ts";
export { type ConsentPolicy, type ConsentRegime, consentPolicies } from "./entra/consent-policies.ts";
export type { EntraControl } from "./entra/entra-control.ts";
export { createFakeClock, type FakeClock } from "./fake-clock.ts";
export { GraphFault, notFound } from "./protocol/graph-fault.ts";
export {
  createdResult,
  defineRoute,
  type GraphRequest,
  type GraphResult,
  type HttpMethod,
  noContentResult,
  okResult,
  type Route,
  type RouteHandler,
} from "./protocol/route.ts";
export type { RefusalRow } from "./refusals/refusal-row.ts";
export { type RefusalId, refusalTable } from "./refusals/refusal-table.ts";
export { type EmulatorServer, type ServerOptions, serveEmulator } from "./server.ts";
