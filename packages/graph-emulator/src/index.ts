export type { AccessTokens } from "./control/access-tokens.ts";
export type { EmulatorControl } from "./control/emulator-control.ts";
export type { FaultRule } from "./control/fault-injector.ts";
export type { CountersReport, RequestCounts } from "./control/request-counters.ts";
export { consumersTenantId, type Directory, isPersonal, type NewUser, type Tenant, type User } from "./directory.ts";
export { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.ts";
export type { EntraControl } from "./entra/entra-control.ts";
export { createFakeClock, type FakeClock } from "./fake-clock.ts";
export type { AddedArea, Area, AreaContext } from "./graph/area.ts";
export type { CalendarControl } from "./graph/calendar/calendar-control.ts";
export type { ChatControl, ChatOptions, NewChatMessage } from "./graph/chat/chat-control.ts";
export { type CollectionControl, type CollectionItem, type CollectionOptions, createCollectionArea } from "./graph/collection-area.ts";
export { GraphFault, notFound } from "./graph/graph-fault.ts";
export type { MailControl } from "./graph/mail/mail-control.ts";
export type { PresenceControl } from "./graph/presence/presence-area.ts";
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
} from "./graph/route.ts";
export type { SubscriptionsControl } from "./graph/subscriptions/subscriptions-area.ts";
export type { TodoControl } from "./graph/todo/todo-area.ts";
export { addHousehold, householdTenant, householdUsers } from "./household.ts";
export { type RefusalId, type RefusalRow, refusalTable } from "./refusals.ts";
export { type EmulatorServer, type ServerOptions, serveEmulator } from "./server.ts";
