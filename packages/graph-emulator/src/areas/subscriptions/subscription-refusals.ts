import type { RefusalRow } from "../../refusals/refusal-row.ts";

/** Rows about change notifications. */
export const subscriptionRefusals = {
  "subscription-property-missing": {
    appliesTo: "POST /subscriptions",
    rule: "`changeType`, `notificationUrl`, `resource` and `expirationDateTime` are required.",
    source:
      "message: github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7399; code: github.com/microsoftgraph/microsoft-graph-docs/issues/2231",
    status: 400,
    code: "InvalidRequest",
    message: "{name} is a required property for subscription creation",
  },
  "subscription-property-invalid": {
    appliesTo: "POST, PATCH /subscriptions",
    rule: "`changeType` must be created, updated, or deleted. `clientState` can have 128 characters. URLs must be HTTPS (the emulator also accepts HTTP on this machine).",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/resources/subscription; the message is the emulator's own",
    status: 400,
    code: "InvalidRequest",
    message: "The value of {name} is not valid for a subscription.",
  },
  "subscription-resource-unknown": {
    appliesTo: "POST /subscriptions",
    rule: "Only some resources support subscriptions. The emulator supports messages, events, tasks of a list, presence, and chat messages.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/resources/subscription: resource; the message is the emulator's own",
    status: 400,
    code: "InvalidRequest",
    message: "Unsupported resource '{resource}' for subscription.",
  },
  "subscription-validation": {
    appliesTo: "POST, PATCH /subscriptions",
    rule: "Each URL must respond to a POST within 10 seconds with 200 and the `validationToken` as text/plain.",
    source:
      "learn.microsoft.com/graph/change-notifications-delivery-webhooks; code and message: github.com/splunk/azure-functions-splunk/issues/26",
    status: 400,
    code: "ValidationError",
    message: "Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.",
  },
  "subscription-validation-slow": {
    appliesTo: "POST, PATCH /subscriptions",
    rule: "A validation request times out after 10 seconds.",
    source:
      "learn.microsoft.com/graph/change-notifications-delivery-webhooks; message: github.com/pnp/Microsoft365-Analytics-Insights/issues/273",
    status: 400,
    code: "ValidationError",
    message: "Subscription validation request timed out.",
  },
  "subscription-scope-missing": {
    appliesTo: "POST, PATCH /subscriptions, reauthorize",
    rule: "A subscription needs the permission for its resource: `Tasks.ReadWrite` for tasks, `Presence.Read.All` for any presence.",
    source:
      "learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions; code and message: github.com/microsoftgraph/msgraph-sdk-java/issues/1209",
    status: 403,
    code: "ExtensionError",
    message: "Operation: Create; Exception: [Status Code: Forbidden; Reason: Access denied]",
  },
  "subscription-other-mailbox": {
    appliesTo: "POST /subscriptions",
    rule: "With delegated permissions, only one's own mailbox, tasks, and chats support subscriptions, even if others are shared.",
    unproven: "code and message",
    source:
      "learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions; code and message by analogy with subscription-scope-missing",
    status: 403,
    code: "ExtensionError",
    message: "Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied. Check credentials and try again.]",
  },
  "subscription-too-long": {
    appliesTo: "POST, PATCH /subscriptions",
    rule: "Each resource has a maximum lifetime: Outlook 10,080 minutes (1,440 with resource data), chats 4,320, tasks 4,230, presence 60.",
    source:
      "learn.microsoft.com/graph/api/resources/subscription#subscription-lifetime; code and message: github.com/microsoftgraph/microsoft-graph-docs/issues/2988",
    status: 400,
    code: "ExtensionError",
    message: "Subscription expiration can only be {minutes} minutes in the future.",
  },
  "subscription-minimum": {
    appliesTo: "POST, PATCH /subscriptions",
    rule: "An expiration less than 45 minutes from now is extended to 45 minutes.",
    source: "learn.microsoft.com/graph/api/resources/subscription",
  },
  "subscription-lifecycle-required": {
    appliesTo: "POST /subscriptions to chat messages",
    rule: "A subscription to chat messages that lasts longer than one hour needs a `lifecycleNotificationUrl`.",
    source: "learn.microsoft.com/graph/teams-changenotifications-chat, which has the message; code by analogy",
    status: 400,
    code: "InvalidRequest",
    message:
      "lifecycleNotificationUrl is a required property for subscription creation on this resource when the expirationDateTime value is set to greater than 1 hour",
  },
  "subscription-certificate": {
    appliesTo: "POST /subscriptions with includeResourceData",
    rule: "Resource data is encrypted, so it needs a certificate with an RSA key and a certificate id. Presence requires resource data; To Do does not support it.",
    unproven: "message",
    source:
      "learn.microsoft.com/graph/change-notifications-with-resource-data; message: github.com/microsoftgraph/microsoft-graph-docs/issues/9081",
    status: 400,
    code: "InvalidRequest",
    message: "Certificate validation error: {reason}",
  },
  "subscription-unknown": {
    appliesTo: "GET, PATCH, DELETE /subscriptions/{id}",
    rule: "A subscription that has expired, was removed, or belongs to another app or user is not found.",
    source: "github.com/microsoftgraph/msgraph-sdk-php/issues/221",
    status: 404,
    code: "ResourceNotFound",
    message: "The object was not found.",
  },
  "subscription-renewal-empty": {
    appliesTo: "PATCH /subscriptions/{id}",
    rule: "Only `expirationDateTime` and `notificationUrl` can be changed.",
    unproven: "code and message",
    source: "message: github.com/microsoftgraph/microsoft-graph-docs-contrib/pull/9498; code by analogy",
    status: 400,
    code: "InvalidRequest",
    message: "Subscription must contain either the 'expirationDateTime' or 'notificationUrl' property and its value.",
  },
  "notification-retried": {
    appliesTo: "a notification",
    rule: "A notification that gets no 2xx response within 10 seconds is retried for up to 4 hours, then lost.",
    source: "learn.microsoft.com/graph/change-notifications-delivery-webhooks; the intervals between retries are the emulator's own",
  },
  "notification-lifecycle": {
    appliesTo: "lifecycle notifications",
    rule: "`reauthorizationRequired` exists for all resources, `subscriptionRemoved` for mail, events, and chat messages, and `missed` for mail and events. Without a `lifecycleNotificationUrl`, none is sent.",
    source: "learn.microsoft.com/graph/change-notifications-lifecycle-events",
  },
  "notification-paused": {
    appliesTo: "a subscription that requires reauthorization",
    rule: "Notifications pause until the subscription is reauthorized or renewed. Changes in the meantime are not reported.",
    source: "learn.microsoft.com/graph/change-notifications-lifecycle-events",
  },
} as const satisfies Record<string, RefusalRow>;
