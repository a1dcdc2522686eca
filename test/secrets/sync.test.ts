// `secrets.sync`. That the store and the report agree, whatever goes wrong, is shown at random in
// model.test.ts; here are plans, results and refusals to the letter.
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import {
  type CallOptions,
  SyncError,
  type SyncItem,
  type SyncResult,
  type SyncSecretsParams,
} from "../../src/index.ts";
import type { Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { rejection } from "../support/fake-fetch.ts";
import { listOf, setup } from "../support/secrets.ts";

const PASS: Fault = {};
const THREE = { a: "value-of-a", b: "value-of-b", c: "value-of-c" };
const status = (code: number): Fault => ({ status: code });
const names = (...all: string[]): Fault => ({ body: listOf(...all) });

type World = ReturnType<typeof setup>;
type Params = Omit<SyncSecretsParams, keyof typeof CONNECTOR>;

const sync = ({ client }: Pick<World, "client">, params: Params, options?: CallOptions) =>
  client.secrets.sync({ ...CONNECTOR, ...params }, options);

/** The items of a sync, whether it finishes or not. */
const itemsOf = (work: Promise<SyncResult>): Promise<readonly SyncItem[]> =>
  work.then(
    ({ items }) => items,
    (error: unknown) => {
      if (!(error instanceof SyncError)) throw error;
      return error.result.items;
    },
  );

/** `create a: done, update b: failed ConflictError` */
const brief = (...items: readonly SyncItem[]) =>
  items
    .map(({ action, secret_name, status, error }) =>
      [`${action} ${secret_name}: ${status}`, error?.name].filter(Boolean).join(" "),
    )
    .join(", ");

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`name_${at}`, `value-${at}`]));

describe("one list, then one request for each change:", () => {
  it.each<[string, Record<string, string>, Params, string, string]>([
    [
      "new names are created",
      {},
      { secrets: THREE },
      "create a: done, create b: done, create c: done",
      "GET POST POST POST",
    ],
    [
      "known names are updated, and the rest stays",
      { z: "old", b: THREE.b },
      { secrets: THREE },
      "create a: done, update b: done, create c: done",
      "GET POST PUT POST",
    ],
    [
      "prune deletes the rest, after all writes",
      { y: "old", b: "old", z: "old" },
      { secrets: THREE, prune: true },
      "create a: done, update b: done, create c: done, delete y: done, delete z: done",
      "GET POST PUT POST DELETE DELETE",
    ],
    ["nothing to do", { a: "1" }, { secrets: {} }, "", "GET"],
  ])("%s", async (_name, before, params, items, methods) => {
    const world = setup(before);
    const placeholders = new Map(
      Object.keys(before).map((name) => [name, world.placeholderOf(name)]),
    );
    const result = await sync(world, params);
    expect(brief(...result.items)).toBe(items);
    expect(world.methods()).toBe(methods);
    expect(world.stored()).toEqual(
      params.prune ? params.secrets : { ...before, ...params.secrets },
    );
    for (const item of result.items) {
      const { secret_name, action } = item;
      const secret_placeholder = placeholders.get(secret_name) ?? world.placeholderOf(secret_name);
      expect(item).toStrictEqual({ secret_name, secret_placeholder, action, status: "done" });
    }
  });

  it("writes do not overlap", async () => {
    const world = setup();
    let running = 0;
    const happening = async () => {
      expect(++running).toBe(1);
      await Promise.resolve();
      running--;
    };
    world.on({ 0: happening, 1: happening, 2: happening, 3: happening });
    await sync(world, { secrets: THREE });
  });

  it.each(["__proto__", "constructor", "", "1"])("%j is a name like any other", async (name) => {
    const world = setup();
    const secrets = Object.fromEntries([[name, "value"]]);
    expect(brief(...(await sync(world, { secrets })).items)).toBe(`create ${name}: done`);
    expect(brief(...(await sync(world, { secrets })).items)).toBe(`update ${name}: done`);
    expect(world.api.secrets(936506, "T3S70")).toMatchObject([{ secret_name: name }]);
  });

  it("prune deletes both secrets of a name, by placeholders longer than documented too", async () => {
    const world = setup();
    const long = "x".repeat(101);
    const { secrets } = listOf("z", "z");
    world.api.failNext({ body: { count: 2, secrets } }, PASS, status(204), status(204));
    Object.assign(secrets[1] ?? {}, { secret_placeholder: long });
    const { items } = await sync(world, { secrets: { a: "1" }, prune: true });
    expect(items.map((item) => item.secret_placeholder).slice(1)).toEqual(["sec_000000000", long]);
    const paths = world.api.requests.slice(2).map(({ path }) => path.split("/").at(-1));
    expect(paths).toEqual(["sec_000000000", long]);
  });
});

it("dryRun resolves with the plan and writes nothing", async () => {
  const world = setup({ b: "old", z: "old" });
  const onProgress = vi.fn();
  const params = { secrets: { a: "1", b: "2" }, prune: true, dryRun: true, onProgress };
  const plan = (secret_name: string, action: string) => ({
    secret_name,
    ...(action !== "create" && { secret_placeholder: world.placeholderOf(secret_name) }),
    action,
    status: "planned",
  });
  const { items } = await sync(world, params);
  expect(items).toStrictEqual([plan("a", "create"), plan("b", "update"), plan("z", "delete")]);
  expect(world.methods()).toBe("GET");
  expect(onProgress).not.toHaveBeenCalled();
});

describe("refused before the first write:", () => {
  const tooMany = { path: "secrets", keyword: "maxItems" };
  const tooLong = { a: "1", b: "v".repeat(10_001) };
  const none = { secrets: {}, prune: true };
  it.each<[string, Record<string, string>, object, issue: object, methods?: string]>([
    ["101 secrets", {}, { secrets: many(101) }, tooMany, "GET"],
    ["101 with those stored", many(99), { secrets: { a: "1", b: "2" } }, tooMany, "GET"],
    ["101 at the peak", many(100), { secrets: { a: "1" }, prune: true }, tooMany, "GET"],
    ["the same in a dry run", many(100), { secrets: { a: "1" }, dryRun: true }, tooMany, "GET"],
    ["prune with an empty record", { a: "1" }, none, { path: "secrets", keyword: "minProperties" }],
    ["a value too long", {}, { secrets: tooLong }, { path: "secrets.b", keyword: "maxLength" }],
    ["a name too long", {}, { secrets: { ["n".repeat(256)]: "1" } }, { keyword: "maxLength" }],
    ["a lone surrogate", {}, { secrets: { a: "\ud800" } }, { keyword: "wellFormed" }],
    // It would erase a secret.
    [
      "an empty value",
      {},
      { secrets: { b: "1", a: "" } },
      { path: "secrets.a", keyword: "minLength" },
    ],
    ["an array", {}, { secrets: ["a"] }, { path: "secrets" }],
    ["a Map", {}, { secrets: new Map([["a", "1"]]) }, { path: "secrets" }],
    ["null", {}, { secrets: null }, { path: "secrets" }],
    ["a value that is not a string", {}, { secrets: { a: 1 } }, { path: "secrets.a" }],
    ['"false" for prune', {}, { prune: "false" }, { path: "prune" }],
    ["0 for dryRun", {}, { dryRun: 0 }, { path: "dryRun" }],
    ["a misspelt dryRun", {}, { prune: true, dryrun: true }, { path: "dryrun" }],
    ["an object for onProgress", {}, { onProgress: {} }, { path: "onProgress" }],
    ["no team", {}, { team_id: undefined }, { path: "team_id" }],
  ])("%s", async (_name, before, params, issue, methods = "") => {
    const world = setup(before);
    const error = await rejection(sync(world, Object.assign({ secrets: THREE }, params)));
    const want = { name: "ValidationError", operation: "secrets.sync", issues: [issue] };
    expect(error).toMatchObject(want);
    expect(inspect(error)).not.toContain("vvvv");
    expect(world.methods()).toBe(methods);
    expect(world.stored()).toEqual(before);
  });

  it("a name that the list has twice, with its placeholders", async () => {
    const world = setup();
    world.api.failNext(names("a", "b", "a"));
    const error = await rejection(sync(world, { secrets: THREE }));
    expect(error).toMatchObject({ name: "ValidationError", issues: [{ path: "secrets.a" }] });
    expect(String(error)).toMatch(/sec_000000000.*sec_000000002/);
    expect(world.methods()).toBe("GET");
  });

  it("but 100 at the peak are possible, and so are updates where more are stored", async () => {
    const full = setup(many(99));
    await sync(full, { secrets: { a: "1", name_0: "2" }, prune: true });
    expect(full.stored()).toEqual({ a: "1", name_0: "2" });
    const world = setup({ a: "old" });
    const { secrets } = listOf(...Object.keys(many(120)));
    const own = { secret_name: "a", secret_placeholder: world.placeholderOf("a") };
    world.api.failNext({ body: { count: 121, secrets: [own, ...secrets] } });
    expect(brief(...(await sync(world, { secrets: { a: "1" } })).items)).toBe("update a: done");
  });
});

describe("a failed item", () => {
  it.each<[string, Fault, string, isStopped: boolean]>([
    ["400", status(400), "failed BadRequestError", false],
    ["422", status(422), "failed UnprocessableEntityError", false],
    ["404", status(404), "failed NotFoundError", true],
    ["429", status(429), "failed RateLimitError", true],
    ["500", status(500), "unknown ServerError", true],
    ["a redirect", status(307), "unknown UnexpectedResponseError", true],
    ["a list without it", names("a"), "unknown UnexpectedResponseError", true],
    ["a list with it twice", names("b", "b"), "unknown UnexpectedResponseError", true],
  ])(
    "%s: a refusal of it alone does not stop the others",
    async (_name, fault, want, isStopped) => {
      const world = setup({ z: "old" });
      world.api.failNext(PASS, PASS, fault);
      const items = await itemsOf(sync(world, { secrets: THREE, prune: true }));
      const c = isStopped ? "not_attempted" : "done";
      expect(brief(...items)).toBe(
        `create a: done, create b: ${want}, create c: ${c}, delete z: not_attempted`,
      );
      expect(items[1]).not.toHaveProperty("secret_placeholder");
      expect(world.methods()).toBe(isStopped ? "GET POST POST" : "GET POST POST POST");
      await sync(world, { secrets: THREE, prune: true });
      expect(world.stored()).toEqual(THREE);
    },
  );

  it("has an outcome of its own", async () => {
    const world = setup({ a: "old", b: "old" }, { maxRetries: 1 });
    world.api.failNext(PASS, status(500), PASS, status(422));
    const items = await itemsOf(sync(world, { secrets: { a: "1", b: "2" } }));
    expect(brief(...items)).toBe("update a: done, update b: failed UnprocessableEntityError");
  });

  it("is a planned update that meets a 409", async () => {
    const world = setup({ a: "old" });
    world.api.failNext(PASS, status(409));
    const items = await itemsOf(sync(world, { secrets: { a: "new" } }));
    expect([brief(...items), world.methods()]).toEqual([
      "update a: failed ConflictError",
      "GET PUT",
    ]);
  });
});

describe("a 409 to a planned create, because another writer was faster:", () => {
  const DONE_B = "create b: done";
  type Happenings = (world: World) => Parameters<World["on"]>[0];
  const createdBefore =
    (...requests: number[]): Happenings =>
    ({ second }) =>
      Object.fromEntries(requests.map((request) => [request, second.create("a", "their a")]));

  it.each<[name: string, Happenings, Fault[], items: string[], methods: string]>([
    ["that is updated", createdBefore(1), [], ["update a: done", DONE_B], "GET POST GET PUT POST"],
    [
      "deleted again before the update: not created a second time",
      ({ second }) => ({ 1: second.create("a", "their a"), 3: second.delete("a") }),
      [],
      ["update a: failed NotFoundError", "create b: not_attempted"],
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
      "deleted before the list: failed, and the others continue",
      ({ second }) => ({ 1: second.create("a", "their a"), 2: second.delete("a") }),
      [],
      ["create a: failed ConflictError", DONE_B],
      "GET POST GET POST",
    ],
    [
      "listed twice: failed",
      createdBefore(1),
      [PASS, PASS, names("a", "a")],
      ["create a: failed ConflictError", DONE_B],
      "GET POST GET POST",
    ],
    [
      "three rounds at most",
      createdBefore(1),
      [PASS, PASS, PASS, status(409), PASS, status(404), PASS, status(409)],
      ["update a: failed ConflictError", DONE_B],
      "GET POST GET PUT GET PUT GET PUT POST",
    ],
    [
      "the list fails",
      createdBefore(1),
      [PASS, PASS, status(403)],
      ["create a: failed PermissionDeniedError", "create b: not_attempted"],
      "GET POST GET",
    ],
    [
      "the update is lost",
      createdBefore(1),
      [PASS, PASS, PASS, { drop: "after" }],
      ["update a: unknown ConnectionError", "create b: not_attempted"],
      "GET POST GET PUT",
    ],
  ])("%s", async (_name, happenings, faults, want, methods) => {
    const world = setup();
    world.on(happenings(world));
    // The second writer takes one, too.
    if (faults.length > 0) world.api.failNext(PASS, ...faults);
    const items = await itemsOf(sync(world, { secrets: { a: "our a", b: "our b" }, prune: true }));
    expect(brief(...items)).toBe(want.join(", "));
    expect(world.methods()).toBe(methods);
    for (const { secret_name, secret_placeholder, action, status } of items) {
      if (action === "update") expect(secret_placeholder).toMatch(/^sec_/);
      if (status !== "done") continue;
      expect(secret_placeholder).toBe(world.placeholderOf(secret_name));
      expect(world.stored()[secret_name]).toBe(`our ${secret_name}`);
    }
  });
});

it.each<[name: string, fault: Fault, want: string]>([
  ["documented: it is done", PASS, "delete z: done"],
  ["a gateway's page: it says nothing", { body: "<html>" }, "delete z: failed NotFoundError"],
])("a 404 to a delete that another writer made, %s", async (_name, fault, want) => {
  const world = setup({ a: "old", z: "old" });
  world.on({ 2: world.second.delete("z") });
  // The second writer takes one, too.
  world.api.failNext(PASS, PASS, PASS, fault);
  const items = await itemsOf(sync(world, { secrets: { a: "new" }, prune: true }));
  expect(brief(...items)).toBe(`update a: done, ${want}`);
});

describe("onProgress", () => {
  it("is called with each item as soon as its status is known", async () => {
    const world = setup({ z: "old" });
    world.api.failNext(PASS, PASS, status(403));
    const calls: string[] = [];
    const onProgress = (item: SyncItem) =>
      void calls.push(`${brief(item)} after ${world.methods()}`);
    await itemsOf(sync(world, { secrets: THREE, prune: true, onProgress }));
    expect(calls).toEqual([
      "create a: done after GET POST",
      "create b: failed PermissionDeniedError after GET POST POST",
      "create c: not_attempted after GET POST POST",
      "delete z: not_attempted after GET POST POST",
    ]);
  });

  it("changes nothing if it changes its item and throws", async () => {
    const onProgress = (item: SyncItem) => {
      Object.assign(item, { status: "failed" });
      throw new Error("a listener's own");
    };
    const { items } = await sync(setup(), { secrets: THREE, onProgress });
    expect(brief(...items)).toBe("create a: done, create b: done, create c: done");
  });
});

describe("an abort wins", () => {
  it.each<[string, Fault[], string[]]>([
    [
      "over an item that has failed",
      [status(422)],
      ["create a: failed UnprocessableEntityError", "create b: not_attempted"],
    ],
    ["over items to come", [], ["create a: done", "create b: not_attempted"]],
  ])("%s", async (_name, faults, want) => {
    const world = setup();
    const controller = new AbortController();
    world.api.failNext(PASS, ...faults);
    const calls: string[] = [];
    const onProgress = (item: SyncItem) => {
      calls.push(brief(item));
      controller.abort("enough");
    };
    const params = { secrets: { a: "1", b: "2" }, onProgress };
    expect(await rejection(sync(world, params, { signal: controller.signal }))).toBe("enough");
    expect(calls).toEqual(want);
    expect(world.methods()).toBe("GET POST");
  });

  it("over a delete, even with the reason of a 404", async () => {
    const world = setup({ a: "old", b: "old" });
    const absent = setup().client.secrets.list({ ...CONNECTOR, team_id: 1 });
    const reason = await rejection(absent);
    expect(reason).toHaveProperty("status", 404);
    const controller = new AbortController();
    world.on({ 2: async () => controller.abort(reason) });
    const calls: string[] = [];
    const onProgress = (item: SyncItem) => void calls.push(brief(item));
    const params = { secrets: { a: "new" }, prune: true, onProgress };
    world.api.failNext(PASS, PASS, { drop: "before" });
    expect(await rejection(sync(world, params, { signal: controller.signal }))).toBe(reason);
    expect(calls).toEqual(["update a: done", "delete b: unknown"]);
    expect(world.stored()).toEqual({ a: "new", b: "old" });
  });

  it("but not over work that is done", async () => {
    const controller = new AbortController();
    const onProgress = ({ secret_name }: SyncItem) => {
      if (secret_name === "c") controller.abort();
    };
    const work = sync(setup(), { secrets: THREE, onProgress }, { signal: controller.signal });
    await expect(work).resolves.toMatchObject({ items: { length: 3 } });
  });
});

it.each<[secrets: Record<string, string>, faults: Fault[], want: RegExp]>([
  [THREE, [status(422), status(403)], /: 2 failed, 1 not attempted\. .*422/],
  [THREE, [PASS, status(422)], /: 2 done, 1 failed\. .*422/],
  [{ a: "1" }, [status(422)], /: 1 failed\. .*422/],
])(
  "a SyncError counts the items, and its cause is the first error",
  async (secrets, faults, want) => {
    const world = setup();
    world.api.failNext(PASS, ...faults);
    expect(await rejection(sync(world, { secrets }))).toMatchObject({
      name: "SyncError",
      message: expect.stringMatching(want),
      cause: { status: 422 },
    });
  },
);
