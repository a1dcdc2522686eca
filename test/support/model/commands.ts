// The steps of a random program.
import fc from "fast-check";
import type { SyncItem } from "../../../src/index.ts";
import { checkSet, checkSync } from "./invariants.ts";
import { anyInterference, anyName, anyTrouble, NAMES, type Trouble } from "./trouble.ts";
import { CONNECTOR, type World } from "./world.ts";

/** How many steps have been taken. */
export const steps = { count: 0 };

/** The model is the world's: what was applied is known on the wire alone. */
type Step = fc.AsyncCommand<object, World>;

const step = (name: string, act: (world: World) => Promise<void>): Step => ({
  check: () => true,
  async run(_model, world) {
    steps.count++;
    await act(world);
    world.compare();
  },
  toString: () => name,
});

const setStep = (name: string, trouble: Trouble) =>
  step(`set ${name} in ${JSON.stringify(trouble)}`, async (world) => {
    const value = world.nextValue();
    const existed = world.model.get(name) !== undefined;
    const course = await world.call(trouble, [value], (secrets, options) =>
      secrets.set({ ...CONNECTOR, secret_name: name, secret_value: value }, options),
    );
    checkSet(course, { name, value, existed }, world);
  });

const syncStep = (names: readonly string[], flags: SyncFlags, trouble: Trouble) =>
  step(`sync ${names} ${JSON.stringify(flags)} in ${JSON.stringify(trouble)}`, async (world) => {
    const values = Object.fromEntries(names.map((name) => [name, world.nextValue()]));
    const progress: SyncItem[] = [];
    const onProgress = (item: SyncItem) => progress.push(item);
    const course = await world.call(trouble, Object.values(values), (secrets, options) =>
      secrets.sync({ ...CONNECTOR, secrets: values, ...flags, onProgress }, options),
    );
    checkSync(course, { values, ...flags }, world, progress);
  });

interface SyncFlags {
  readonly prune: boolean;
  readonly dryRun: boolean;
}

const anyFlags: fc.Arbitrary<SyncFlags> = fc.record({
  prune: fc.boolean(),
  dryRun: fc.integer({ min: 0, max: 9 }).map((number) => number === 9),
});

export const anyProgram = fc.commands<object, World, false>(
  [
    fc.tuple(anyName, anyTrouble).map(([name, trouble]) => setStep(name, trouble)),
    fc
      .tuple(fc.subarray(NAMES, { minLength: 1 }), anyFlags, anyTrouble)
      .map(([names, flags, trouble]) => syncStep(names, flags, trouble)),
    anyInterference.map((interference) =>
      step(`second writer: ${JSON.stringify(interference)}`, (world) =>
        world.interfere(interference),
      ),
    ),
  ],
  { maxCommands: 20, size: "max" },
);
