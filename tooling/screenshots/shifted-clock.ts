// Loaded into a program before anything else: its clock begins at CASEMENT_CLOCK (ISO 8601) and runs from there.
const start = Date.parse(process.env.CASEMENT_CLOCK ?? "");
if (Number.isNaN(start)) throw new Error("CASEMENT_CLOCK is not a time.");
const RealDate = Date;
const shift = start - RealDate.now();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [target.now() + shift] : args, newTarget),
  apply: (target) => new target(target.now() + shift).toString(),
  get: (target, name, receiver) => (name === "now" ? () => target.now() + shift : Reflect.get(target, name, receiver)),
});
