/** Names one key of a feed within an account. */
export interface FeedAddress {
  readonly plugin: string;
  readonly feed: string;
  readonly key: string;
}

/** `plugin/feed/key`, as in the account's log. */
export const formatFeedAddress = ({ plugin, feed, key }: FeedAddress): string => `${plugin}/${feed}/${key}`;

/** Only a key can contain slashes. */
export function parseFeedAddress(text: string): FeedAddress {
  const [plugin = "", feed = "", ...key] = text.split("/");
  return { plugin, feed, key: key.join("/") };
}
