// The part of Graph's types that this plugin reads. Source: Microsoft Graph v1.0 metadata (todoTaskList, todoTask).
import type { GraphRecurrence } from "@casement/graph-calendar";
import type { DateTimeTimeZone } from "@casement/graph-time";

export interface GraphTaskList {
  id: string;
  displayName?: string | null;
  isOwner?: boolean | null;
  isShared?: boolean | null;
  wellknownListName?: string | null;
}

export interface GraphChecklistItem {
  id: string;
  displayName?: string | null;
  isChecked?: boolean | null;
}

export interface GraphLinkedResource {
  id: string;
  displayName?: string | null;
  applicationName?: string | null;
  webUrl?: string | null;
  externalId?: string | null;
}

export interface GraphTask {
  id: string;
  title?: string | null;
  status?: string | null;
  importance?: string | null;
  body?: { contentType?: string | null; content?: string | null } | null;
  categories?: string[] | null;
  startDateTime?: DateTimeTimeZone | null;
  dueDateTime?: DateTimeTimeZone | null;
  reminderDateTime?: DateTimeTimeZone | null;
  completedDateTime?: DateTimeTimeZone | null;
  isReminderOn?: boolean | null;
  hasAttachments?: boolean | null;
  recurrence?: GraphRecurrence | null;
  createdDateTime?: string | null;
  checklistItems?: GraphChecklistItem[] | null;
  linkedResources?: GraphLinkedResource[] | null;
}
