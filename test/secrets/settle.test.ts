// `secrets.sync` when another writer is faster; and values that `set` and `sync` refuse.
import { expect, it } from "vitest";
import type { SyncError, SyncItem, SyncResult } from "../../src/index.ts";
import type { Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { rejection } from "../support/fake-fetch.ts";
import { listOf, setup } from "../support/secrets.ts";

const PASS: Fault = {};
const status = (code: number): Fault => ({ status: code });
const names = (...all: string[]): Fault => ({ body: listOf(...all) });

type World = ReturnType<typeof setup>;
type Happenings = (world: World) => Parameters<World["on"]>[0];

/** Creates `a` and then `b`, with these faults and a second writer who comes before a request. */
async function syncTwo(happenings: Happenings, faults: readonly Fault[]) {
  const world = setup();
  world.on(happenings(world));
  // The second writer takes one, too.
  if (faults.length > 0) world.api.failNext(PASS, ...faults);
  const secrets = { a: "our a", b: "our b" };
  const work = world.client.secrets.sync({ ...CONNECTOR, secrets, prune: true });
  return { ...world, items: await itemsOf(work) };
}

const itemsOf = (work: Promise<SyncResult>): Promise<readonly SyncItem[]> =>
  work.then(
    ({ items }) => items,
    (error: SyncError) => error.result.items,
  );

const brief = ({ action, secret_name, status, error }: SyncItem) =>
  `${action} ${secret_name}: ${[status, error?.name].filter(Boolean).join(", ")}`;

const DONE_B = "create b: done";
const createdBefore =
  (...requests: number[]): Happenings =>
  ({ second }) =>
    Object.fromEntries(requests.map((request) => [request, second.create("a", "their a")]));

it.each<[name: string, Happenings, Fault[], items: string[], methods: string]>([
  [
    "the other's secret is updated",
    createdBefore(1),
    [],
    ["update a: done", DONE_B],
    "GET POST GET PUT POST",
  ],
  [
    "deleted again before the update: not created a second time",
    ({ second }) => ({ 1: second.create("a", "their a"), 3: second.delete("a") }),
    [],
    ["update a: failed, NotFoundError", "create b: not_attempted"],
    "GET POST GET PUT GET",
  ],
  [
    "deleted and created before the update: that one is updated",
    ({ second }) => ({
      1: second.create("a", "their a"),
      3: async () => {
        await second.delete("a")();
        await second.create("a", "their next a")();
      },
    }),
    [],
    ["update a: done", DONE_B],
    "GET POST GET PUT GET PUT POST",
  ],
  [
    "deleted before the list: failed, and the others go on",
    ({ second }) => ({ 1: second.create("a", "their a"), 2: second.delete("a") }),
    [],
    ["create a: failed, ConflictError", DONE_B],
    "GET POST GET POST",
  ],
  [
    "listed twice: failed",
    createdBefore(1),
    [PASS, PASS, names("a", "a")],
    ["create a: failed, ConflictError", DONE_B],
    "GET POST GET POST",
  ],
  [
    "three rounds at most",
    createdBefore(1),
    [PASS, PASS, PASS, status(409), PASS, status(404), PASS, status(409)],
    ["update a: failed, ConflictError", DONE_B],
    "GET POST GET PUT GET PUT GET PUT POST",
  ],
  [
    "the list fails",
    createdBefore(1),
    [PASS, PASS, status(403)],
    ["create a: failed, PermissionDeniedError", "create b: not_attempted"],
    "GET POST GET",
  ],
  [
    "the update is lost",
    createdBefore(1),
    [PASS, PASS, PASS, { drop: "after" }],
    ["update a: unknown, ConnectionError", "create b: not_attempted"],
    "GET POST GET PUT",
  ],
])("a 409 to a planned create: %s", async (_name, happenings, faults, items, methods) => {
  const world = await syncTwo(happenings, faults);
  expect(world.items.map(brief)).toEqual(items);
  expect(world.methods()).toBe(methods);
  for (const { secret_name, secret_placeholder, action, status } of world.items) {
    if (action === "update") expect(secret_placeholder).toMatch(/^sec_/);
    if (status !== "done") continue;
    expect(secret_placeholder).toBe(world.placeholderOf(secret_name));
    expect(world.stored()[secret_name]).toBe(`our ${secret_name}`);
  }
});

it("a planned update that meets a 409 is refused, and not settled", async () => {
  const { client, api, methods } = setup({ a: "old" });
  api.failNext(PASS, status(409));
  const error = await rejection(client.secrets.sync({ ...CONNECTOR, secrets: { a: "new" } }));
  expect(error).toMatchObject({ result: { items: [{ action: "update", status: "failed" }] } });
  expect(methods()).toBe("GET PUT");
});

it.each<[name: string, fault: Fault, want: string]>([
  ["documented: it is done", PASS, "delete z: done"],
  ["a gateway's page: it says nothing", { body: "<html>" }, "delete z: failed, NotFoundError"],
])("a 404 to a delete that another writer made, %s", async (_name, fault, want) => {
  const { client, api, on, second } = setup({ a: "old", z: "old" });
  on({ 2: second.delete("z") });
  // The second writer takes one, too.
  api.failNext(PASS, PASS, PASS, fault);
  const params = { ...CONNECTOR, secrets: { a: "new" }, prune: true };
  const items = await itemsOf(client.secrets.sync(params));
  expect(items.map(brief)).toEqual(["update a: done", want]);
});

it("an empty value is refused: it would erase a secret", async () => {
  const { client, methods } = setup({ a: "old" });
  const keyword = "minLength";
  const set = client.secrets.set({ ...CONNECTOR, secret_name: "a", secret_value: "" });
  expect(await rejection(set)).toMatchObject({ issues: [{ path: "secret_value", keyword }] });
  const sync = client.secrets.sync({ ...CONNECTOR, secrets: { b: "1", a: "" } });
  expect(await rejection(sync)).toMatchObject({ issues: [{ path: "secrets.a", keyword }] });
  expect(methods()).toBe("");
});
