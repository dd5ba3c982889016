const tag = /\s*!!([+-]?)(\d{1,4})(?::(\d{2}))?(?!\d)\s*/;

/** The `!!-10` (minutes) or `!!1:30` (hours and minutes) in a subject: the subject without it, and the minutes from the start, negative before it. */
export function offsetTag(subject: string): { subject: string; minutes: number | undefined } {
  const found = tag.exec(subject);
  if (!found) return { subject, minutes: undefined };
  const [whole, sign, first, second] = found;
  const minutes = second === undefined ? Number(first) : Number(first) * 60 + Number(second);
  return { subject: subject.replace(whole, " ").trim(), minutes: sign === "-" ? -minutes : minutes };
}
