/**
 * Creates a slug for a new sensor from its title: at most 40 characters from [a-z0-9-], with `-2`, `-3` … if it is taken. `taken`: every slug
 * ever used.
 */
export function allocateSlug(title: string, fallback: string, taken: ReadonlySet<string>): string {
  const base = slugOf(title) || fallback;
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? "" : `-${count}`;
    const slug = `${base.slice(0, 40 - suffix.length).replace(/-+$/, "")}${suffix}`;
    if (!taken.has(slug)) return slug;
  }
}

const transliterations: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", þ: "th", ð: "d" };

function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[ßæœøđłþð]/g, (letter) => transliterations[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
