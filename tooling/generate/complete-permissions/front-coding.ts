/** Sorted paths, each as the number of leading segments it shares with the one before, and the rest: `2/contacts/{id}`. */
export function frontCoded(paths: readonly string[]): string[] {
  let before: readonly string[] = [];
  return paths.map((path) => {
    const segments = path.slice(1).split("/");
    let shared = 0;
    while (shared < segments.length && segments[shared] === before[shared]) shared++;
    before = segments;
    return `${shared}${segments
      .slice(shared)
      .map((segment) => `/${segment}`)
      .join("")}`;
  });
}
