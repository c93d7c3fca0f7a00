/**
 * Loaded before the server: its machine's clock is wrong by CLOCK_HOURS. Whatever asks `Date` gets the wrong time, as it
 * would on a machine whose clock was set wrong; monotonic time goes on as it does there.
 */
const wrong = Number(process.env.CLOCK_HOURS) * 3_600_000
const Right = Date

globalThis.Date = new Proxy(Right, {
  apply: () => new Right(Right.now() + wrong).toString(),
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [Right.now() + wrong] : args, self) as object,
  get: (target, key) => (key === 'now' ? () => Right.now() + wrong : Reflect.get(target, key)),
})
