export type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";
