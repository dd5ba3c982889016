const tagPattern = /\s*!!([+-]?)(\d{1,4})(?::(\d{2}))?(?!\d)\s*/;

/**
 * The tag `!!-10` (minutes) or `!!1:30` (hours and minutes) in a subject. Returns the subject without the tag, and the minutes from the
 * start of the event, which are negative before it.
 */
export function parseOffsetTag(subject: string): { subject: string; minutes: number | undefined } {
  const match = tagPattern.exec(subject);
  if (!match) return { subject, minutes: undefined };
  const [tag, sign, first, second] = match;
  const minutes = second === undefined ? Number(first) : Number(first) * 60 + Number(second);
  return { subject: subject.replace(tag, " ").trim(), minutes: sign === "-" ? -minutes : minutes };
}
