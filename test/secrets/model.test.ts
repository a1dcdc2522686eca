// `set` and `sync` in random programs: with a second writer, and with every way in which a request
// can go wrong.
//
// The invariant: after a call resolves, the store holds its value under its name exactly once (and
// with `prune`, nothing else that was listed); after it rejects, what it says of each name is true:
//
//   "not_applied", "failed"   none of its requests changed anything
//   "not_attempted"           no request was sent
//   "done"                    its write was applied
//   "unknown"                 a request was sent; nothing more can be known
//
// The store of the fake is compared with a model of the contract after every step, and a program
// ends with a sync without trouble: it always finishes the work.
import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  ApiError,
  NotFoundError,
  type SetResult,
  SupermetricsError,
  SyncError,
  type SyncItem,
  type SyncResult,
} from "../../src/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import {
  anyInterference,
  anyName,
  anyTrouble,
  type Call,
  MISHAPS,
  NAMES,
  NO_TROUBLE,
  type StoreModel,
  TOKEN,
  type Trouble,
  World,
} from "./world.ts";

/** Programs. Each takes about ten steps: 10000 of them make a hundred thousand. */
const RUNS = Number(process.env.MODEL_RUNS ?? 100);
const SEED = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);
let steps = 0;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());
afterAll(() => console.log(`model: ${steps} steps, MODEL_SEED=${SEED}`));

/** How often `set` looks at the list. */
const ROUNDS = 3;

async function set(world: World, name: string, trouble: Trouble): Promise<void> {
  const value = world.nextValue();
  const existed = world.model.stored.get(name) !== undefined;
  const call = await world.call(trouble, [value], (secrets, options) =>
    secrets.set({ ...CONNECTOR, secret_name: name, secret_value: value }, options),
  );
  const { end, requests, isPlain } = call;
  expect(requests.length).toBeLessThanOrEqual(ROUNDS * 2 * (1 + world.maxRetries));
  expect(requests.filter((each) => each.name !== name && each.method !== "GET")).toEqual([]);
  if (isPlain) {
    expect(requests.map(({ method }) => method)).toEqual(["GET", existed ? "PUT" : "POST"]);
    expect(end).toMatchObject({ status: "fulfilled" });
  }
  if (end.status === "rejected") {
    checkRejection(call, [value]);
    checkReason(call);
    if (outcomeOf(end.reason) === "not_applied") expect(changesOf(call, name)).toEqual([]);
    return;
  }
  const { action, secret_placeholder } = end.value;
  expect(world.model.stored.get(name)).toEqual({ placeholder: secret_placeholder, value });
  // The last request was a write of its own: nobody else can have stored that value.
  expect(requests.at(-1)).toMatchObject({ name, method: action === "created" ? "POST" : "PUT" });
}

/** It gives up after the last round, and before it for a refusal and for a list that fails. */
function checkReason({ requests, abort }: Call<SetResult>): void {
  const methods = requests.map(({ method }) => method);
  const rounds = methods.filter((method, at) => method === "GET" && methods[at - 1] !== "GET");
  if (abort || rounds.length === ROUNDS || methods.at(-1) === "GET") return;
  expect([400, 401, 403, 422, 429]).toContain(requests.at(-1)?.status);
}

interface SyncFlags {
  readonly prune: boolean;
  readonly dryRun: boolean;
}

async function sync(world: World, names: readonly string[], flags: SyncFlags, trouble: Trouble) {
  const { prune, dryRun } = flags;
  const values = Object.fromEntries(names.map((name) => [name, world.nextValue()]));
  const progress: SyncItem[] = [];
  const onProgress = (item: SyncItem) => progress.push(item);
  const call = await world.call(trouble, Object.values(values), (secrets, options) =>
    secrets.sync({ ...CONNECTOR, secrets: values, ...flags, onProgress }, options),
  );
  const { end, isPlain, requests } = call;
  if (end.status === "rejected") checkRejection(call, Object.values(values));
  const items = itemsOf(end);

  // One list; creates and updates; then deletes, none before all writes are done.
  const methods = requests.map(({ method }) => `${method} `).join("");
  expect(methods).toMatch(dryRun ? /^(GET )+$/ : /^(GET )+(PUT |POST |GET )*(DELETE )*$/);
  const deletes = requests.filter(({ method }) => method === "DELETE");
  const isOpen = ({ action, status }: SyncItem) => action !== "delete" && status !== "done";
  if (!prune || items?.some(isOpen)) expect(deletes).toEqual([]);
  expect(deletes.filter(({ name }) => name !== undefined && name in values)).toEqual([]);

  if (!items) return;
  if (dryRun) {
    expect(items.filter(({ status }) => status !== "planned")).toEqual([]);
    return;
  }
  expect(progress).toEqual(items);
  checkStop(items);
  for (const item of items) checkItem(call, item, values[item.secret_name], world.model);
  expect(items.every(({ status }) => status === "done")).toBe(end.status === "fulfilled");
  if (!isPlain) return;
  expect(end.status).toBe("fulfilled");
  expect(requests).toHaveLength(items.length + 1);
  const stored = [...world.model.stored].map(([name]) => name);
  if (prune) expect(stored.sort()).toEqual(Object.keys(values).sort());
}

/** The refusal of one item does not stop the others; anything else does. */
function checkStop(items: readonly SyncItem[]): void {
  const isRefusal = (error: unknown) =>
    error instanceof ApiError && [400, 409, 422].includes(error.status);
  let isStopped = false;
  let isOpen = false;
  for (const { action, status, error } of items) {
    expect(status === "not_attempted").toBe(isStopped || (action === "delete" && isOpen));
    isStopped ||= error !== undefined && !isRefusal(error);
    isOpen ||= action !== "delete" && status !== "done";
    // What is to be deleted and does not exist is done.
    // A gateway's own 404 says nothing of it.
    if (action === "delete" && error instanceof NotFoundError) expect(error.code).toBe(undefined);
  }
}

/** What an item says is true. */
function checkItem(
  call: Call<SyncResult>,
  { secret_name: name, secret_placeholder: placeholder, action, status, error }: SyncItem,
  value: string | undefined,
  model: StoreModel,
): void {
  const isForeign = call.interference.some((each) => each.name === name);
  const sent = call.requests.filter((request) => request.name === name);
  expect(error === undefined).toBe(status === "done" || status === "not_attempted");
  switch (status) {
    case "done":
      // A second writer may have come after it, and may have deleted first what was to be deleted.
      if (isForeign) return;
      expect(changesOf(call, name)).not.toEqual([]);
      expect(model.stored.get(name)).toEqual(
        action === "delete" ? undefined : { placeholder, value },
      );
      return;
    case "failed":
      expect(changesOf(call, name)).toEqual([]);
      return;
    case "unknown":
      expect(sent).not.toEqual([]);
      return;
    case "not_attempted":
      expect(sent).toEqual([]);
      return;
    default:
      expect.fail(`${name} is ${status}`);
  }
}

/** An abort wins; anything else is an error of the package, and has no secret in it. */
function checkRejection({ end, abort }: Call<unknown>, values: readonly string[]): void {
  if (end.status === "fulfilled") return;
  if (abort) {
    expect(end.reason).toBe(abort);
    return;
  }
  expect(end.reason).toBeInstanceOf(SupermetricsError);
  const text = inspect(end.reason, { depth: 9, showHidden: true }) + JSON.stringify(end.reason);
  for (const secret of [...values, TOKEN]) expect(text).not.toContain(secret);
}

function itemsOf(end: PromiseSettledResult<SyncResult>): readonly SyncItem[] | undefined {
  if (end.status === "fulfilled") return end.value.items;
  return end.reason instanceof SyncError ? end.reason.result.items : undefined;
}

const changesOf = ({ requests }: Call<unknown>, name: string) =>
  requests.filter((request) => request.name === name && request.changed);

const outcomeOf = (error: unknown) =>
  error instanceof SupermetricsError ? error.outcome : undefined;

/** The model is the world's: only the wire knows what was applied. */
const step = (
  name: string,
  act: (world: World) => Promise<void>,
): fc.AsyncCommand<object, World> => ({
  check: () => true,
  async run(_model, world) {
    steps++;
    await act(world);
    world.compare();
  },
  toString: () => name,
});

const anyFlags: fc.Arbitrary<SyncFlags> = fc.record({
  prune: fc.boolean(),
  dryRun: fc.integer({ min: 0, max: 9 }).map((number) => number === 9),
});
const anyNames = fc.subarray(NAMES, { minLength: 1 });
const anyProgram = fc.commands<object, World, false>(
  [
    fc
      .tuple(anyName, anyTrouble)
      .map(([name, trouble]) =>
        step(`set ${name} in ${JSON.stringify(trouble)}`, (world) => set(world, name, trouble)),
      ),
    fc
      .tuple(anyNames, anyFlags, anyTrouble)
      .map(([names, flags, trouble]) =>
        step(`sync ${names} ${JSON.stringify([flags, trouble])}`, (world) =>
          sync(world, names, flags, trouble),
        ),
      ),
    anyInterference.map((interference) =>
      step(`second writer: ${JSON.stringify(interference)}`, (world) =>
        world.interfere(interference),
      ),
    ),
  ],
  { maxCommands: 20, size: "max" },
);

describe.each(Object.keys(MISHAPS) as (keyof typeof MISHAPS)[])("in %s", (mishap) => {
  it.each([0, 1, 2])("at request %i, of known and of new names", async (number) => {
    const mishaps = [...Array(number).fill("nothing" as const), mishap];
    const trouble = { mishaps, interference: [] };
    const world = new World(1);
    await set(world, "a", trouble);
    await set(world, "a", trouble);
    await sync(world, ["a", "b"], { prune: false, dryRun: false }, trouble);
    await sync(world, ["c"], { prune: true, dryRun: false }, trouble);
    world.compare();
  });
});

it("in any program", { timeout: 120_000 + RUNS * 200 }, async () => {
  const property = fc.asyncProperty(anyProgram, fc.nat({ max: 2 }), async (program, retries) => {
    const world = new World(retries);
    await fc.asyncModelRun(() => ({ model: {}, real: world }), program);
    const secrets = Object.fromEntries(NAMES.map((name) => [name, world.nextValue()]));
    const { end } = await world.call(NO_TROUBLE, [], (client) =>
      client.sync({ ...CONNECTOR, secrets, prune: true }),
    );
    expect(end).toMatchObject({ status: "fulfilled" });
    const stored = [...world.model.stored].map(([name, { value }]) => [name, value]);
    expect(stored.sort()).toEqual(Object.entries(secrets));
    world.compare();
  });
  await fc.assert(property, { numRuns: RUNS, seed: SEED });
});
