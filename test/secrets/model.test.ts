// `set` and `sync` in random programs: with a second writer, and with every way in which a request
// can go wrong.
//
// The invariant: after a call resolves, the store holds its value under its name exactly once (and
// with `prune`, nothing else that was listed); after it rejects, what it says of each name is so:
//
//   "not_applied", "failed"   none of its requests changed anything
//   "not_attempted"           no request was sent
//   "done"                    its write was applied
//   "unknown"                 a request was sent; nothing more can be known
//
// The store of the fake is compared with a model of the contract after every step, and a program
// ends with a sync in calm: it always finishes the work.
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { anyProgram, steps } from "../support/model/commands.ts";
import { MISHAPS, NAMES, NONE } from "../support/model/trouble.ts";
import { seen } from "../support/model/wire.ts";
import { CONNECTOR, World } from "../support/model/world.ts";

/** Programs. Each takes about ten steps: 10000 of them make a hundred thousand. */
const RUNS = Number(process.env.MODEL_RUNS ?? 100);
const SEED = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());
afterAll(() => console.log(`model: ${steps.count} steps, MODEL_SEED=${SEED}`));

it("the store and the results are what the model says, whatever goes wrong", {
  timeout: 60_000 + RUNS * 100,
}, async () => {
  const property = fc.asyncProperty(anyProgram, fc.nat({ max: 2 }), async (program, retries) => {
    const world = new World(retries);
    await fc.asyncModelRun(() => ({ model: {}, real: world }), program);
    const secrets = Object.fromEntries(NAMES.map((name) => [name, world.nextValue()]));
    const { end } = await world.call(NONE, [], (client) =>
      client.sync({ ...CONNECTOR, secrets, prune: true }),
    );
    expect(end).toMatchObject({ status: "fulfilled" });
    expect(
      world.model
        .entries()
        .map(([name, { value }]) => [name, value])
        .sort(),
    ).toEqual(Object.entries(secrets));
    world.compare();
  });
  await fc.assert(property, { numRuns: RUNS, seed: SEED });
  // Programs that meet no trouble would prove nothing.
  const kinds = [...Object.keys(MISHAPS), "a second writer came between"];
  expect(Object.keys(seen).sort()).toEqual(kinds.sort());
});
