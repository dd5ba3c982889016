// The part of Graph's types that this plugin reads, without messages. Source: https://learn.microsoft.com/graph/api/resources/message

export interface GraphRecipient {
  emailAddress?: { name?: string | null | undefined; address?: string | null | undefined } | null | undefined;
}

export interface GraphAttachment {
  "@odata.type"?: string;
  id: string;
  name?: string | null;
  contentType?: string | null;
  /** Bytes. */
  size?: number;
  isInline?: boolean;
}

export interface GraphFolder {
  id: string;
  displayName?: string;
}
