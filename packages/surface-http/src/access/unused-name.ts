/** This name, or with the first number that makes it differ from all others: `Phone 2`. Letter case does not count. */
export function unusedName(wanted: string, used: readonly string[]): string {
  const taken = new Set(used.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
