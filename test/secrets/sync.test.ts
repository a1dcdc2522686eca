// `secrets.sync`. That the store and the report agree, whatever goes wrong, is shown at random in
// model.test.ts; here are plans, results and refusals to the letter.
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import {
  type CallOptions,
  SyncError,
  type SyncItem,
  type SyncSecretsParams,
} from "../../src/index.ts";
import type { Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { rejection } from "../support/fake-fetch.ts";
import { listOf, setup } from "../support/secrets.ts";

const PASS: Fault = {};
const THREE = { a: "value-of-a", b: "value-of-b", c: "value-of-c" };
const status = (code: number): Fault => ({ status: code });

type Client = ReturnType<typeof setup>["client"];
type Params = Omit<SyncSecretsParams, keyof typeof CONNECTOR>;

const sync = (client: Client, params: Params, options?: CallOptions) =>
  client.secrets.sync({ ...CONNECTOR, ...params }, options);

/** The items of a sync that does not finish. */
async function failedItems(work: Promise<unknown>): Promise<readonly SyncItem[]> {
  const error = await rejection(work);
  if (!(error instanceof SyncError)) throw error;
  return error.result.items;
}

/** `create a: done, update b: failed` */
const brief = (items: readonly SyncItem[]) =>
  items.map(({ action, secret_name, status }) => `${action} ${secret_name}: ${status}`).join(", ");

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
    const result = await sync(world.client, params);
    expect(brief(result.items)).toBe(items);
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
    const { client, on } = setup();
    let running = 0;
    let most = 0;
    const happening = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    };
    on({ 0: happening, 1: happening, 2: happening, 3: happening });
    await sync(client, { secrets: THREE });
    expect(most).toBe(1);
  });

  it.each(["__proto__", "constructor", "", "1"])("%j is a name like any other", async (name) => {
    const { client, api } = setup();
    const secrets = Object.fromEntries([[name, "value"]]);
    expect(brief((await sync(client, { secrets })).items)).toBe(`create ${name}: done`);
    expect(brief((await sync(client, { secrets })).items)).toBe(`update ${name}: done`);
    expect(api.secrets(936506, "T3S70")).toMatchObject([{ secret_name: name }]);
  });
});

it("dryRun resolves with the plan and writes nothing", async () => {
  const { client, placeholderOf, methods } = setup({ b: "old", z: "old" });
  const onProgress = vi.fn();
  const params = { secrets: { a: "1", b: "2" }, prune: true, dryRun: true, onProgress };
  const plan = (secret_name: string, action: string) => ({
    secret_name,
    ...(action !== "create" && { secret_placeholder: placeholderOf(secret_name) }),
    action,
    status: "planned",
  });
  const { items } = await sync(client, params);
  expect(items).toStrictEqual([plan("a", "create"), plan("b", "update"), plan("z", "delete")]);
  expect(methods()).toBe("GET");
  expect(onProgress).not.toHaveBeenCalled();
});

describe("an impossible plan is refused before the first write:", () => {
  const tooMany = { path: "secrets", keyword: "maxItems" };
  const empty = { path: "secrets", keyword: "minProperties" };
  it.each<[string, Record<string, string>, Params, object, string]>([
    ["101 secrets", {}, { secrets: many(101) }, tooMany, "GET"],
    ["101 with those stored", many(99), { secrets: { a: "1", b: "2" } }, tooMany, "GET"],
    ["101 at the peak", many(100), { secrets: { a: "1" }, prune: true }, tooMany, "GET"],
    ["the same in a dry run", many(100), { secrets: { a: "1" }, dryRun: true }, tooMany, "GET"],
    ["prune with an empty record", { a: "1" }, { secrets: {}, prune: true }, empty, ""],
    [
      "a value too long",
      {},
      { secrets: { a: "1", b: "v".repeat(10_001) } },
      { path: "secrets.b", keyword: "maxLength" },
      "",
    ],
    ["a name too long", {}, { secrets: { ["n".repeat(256)]: "1" } }, { keyword: "maxLength" }, ""],
    ["a lone surrogate", {}, { secrets: { a: "\ud800" } }, { keyword: "wellFormed" }, ""],
  ])("%s", async (_name, before, params, issue, methods) => {
    const world = setup(before);
    const error = await rejection(sync(world.client, params));
    expect(error).toMatchObject({ name: "ValidationError", issues: [issue] });
    expect(inspect(error)).not.toContain("vvvv");
    expect(world.methods()).toBe(methods);
    expect(world.stored()).toEqual(before);
  });

  it("a name that the list has twice, with its placeholders", async () => {
    const { api, client, methods } = setup();
    api.failNext({ body: listOf("a", "b", "a") });
    const error = await rejection(sync(client, { secrets: THREE }));
    expect(error).toMatchObject({ name: "ValidationError", issues: [{ path: "secrets.a" }] });
    expect(String(error)).toMatch(/sec_000000000.*sec_000000002/);
    expect(methods()).toBe("GET");
  });

  it.each<[string, object, path: string]>([
    ["an array", { secrets: ["a"] }, "secrets"],
    ["a Map", { secrets: new Map([["a", "1"]]) }, "secrets"],
    ["null", { secrets: null }, "secrets"],
    ["a value that is not a string", { secrets: { a: 1 } }, "secrets.a"],
    ['"false" for prune', { prune: "false" }, "prune"],
    ["0 for dryRun", { dryRun: 0 }, "dryRun"],
    ["a misspelt dryRun", { prune: true, dryrun: true }, "dryrun"],
    ["an object for onProgress", { onProgress: {} }, "onProgress"],
    ["no team", { team_id: undefined }, "team_id"],
  ])("%s among the parameters", async (_name, wrong, path) => {
    const { client, methods } = setup();
    const params = Object.assign({ secrets: THREE }, wrong);
    const want = { name: "ValidationError", issues: [{ path }] };
    expect(await rejection(sync(client, params))).toMatchObject(want);
    expect(methods()).toBe("");
  });

  it("but 100 at the peak are possible, and so are updates where more are stored", async () => {
    const full = setup(many(99));
    await sync(full.client, { secrets: { a: "1", name_0: "2" }, prune: true });
    expect(full.stored()).toEqual({ a: "1", name_0: "2" });
    const { api, client, placeholderOf } = setup({ a: "old" });
    const { secrets } = listOf(...Object.keys(many(120)));
    const own = { secret_name: "a", secret_placeholder: placeholderOf("a") };
    api.failNext({ body: { count: 121, secrets: [own, ...secrets] } });
    expect(brief((await sync(client, { secrets: { a: "1" } })).items)).toBe("update a: done");
  });
});

it.each([400, 422])("a %i to one item does not stop the others", async (code) => {
  const { api, client, stored } = setup({ z: "old" });
  api.failNext(PASS, PASS, status(code));
  const items = await failedItems(sync(client, { secrets: THREE, prune: true }));
  expect(brief(items)).toBe(
    "create a: done, create b: failed, create c: done, delete z: not_attempted",
  );
  expect(items[1]).not.toHaveProperty("secret_placeholder");
  expect(items[1]?.error).toMatchObject({ status: code, outcome: "not_applied" });
  expect(stored()).toEqual({ z: "old", a: THREE.a, c: THREE.c });
});

it("each item has an outcome of its own", async () => {
  const { api, client } = setup({ a: "old", b: "old" }, { maxRetries: 1 });
  api.failNext(PASS, status(500), PASS, status(422));
  const items = await failedItems(sync(client, { secrets: { a: "1", b: "2" } }));
  expect(brief(items)).toBe("update a: done, update b: failed");
});

describe("anything else stops it:", () => {
  it.each<[string, Fault, "failed" | "unknown", object]>([
    ["401", status(401), "failed", { name: "AuthenticationError" }],
    ["403", status(403), "failed", { name: "PermissionDeniedError" }],
    ["404", status(404), "failed", { name: "NotFoundError" }],
    ["429", status(429), "failed", { name: "RateLimitError", retryAfter: 3600 }],
    ["500", status(500), "unknown", { name: "ServerError" }],
    ["a lost connection", { drop: "before" }, "unknown", { name: "ConnectionError" }],
    ["a page", { body: "<html>" }, "unknown", { name: "UnexpectedResponseError" }],
    ["a redirect", status(307), "unknown", { name: "UnexpectedResponseError" }],
    ["a list without it", { body: listOf("a") }, "unknown", { name: "UnexpectedResponseError" }],
    ["a list with it twice", { body: listOf("b", "b") }, "unknown", { outcome: "unknown" }],
  ])("%s", async (_name, fault, want, error) => {
    const { api, client, stored, methods } = setup({ z: "old" });
    api.failNext(PASS, PASS, fault);
    const items = await failedItems(sync(client, { secrets: THREE, prune: true }));
    expect(brief(items)).toBe(
      `create a: done, create b: ${want}, create c: not_attempted, delete z: not_attempted`,
    );
    expect(items[1]?.error).toMatchObject(error);
    expect(items[2]).toStrictEqual({ secret_name: "c", action: "create", status: "not_attempted" });
    expect(methods()).toBe("GET POST POST");

    await sync(client, { secrets: THREE, prune: true });
    expect(stored()).toEqual(THREE);
  });

  it("but what may be retried is retried first", async () => {
    const { api, client, methods } = setup({ a: "old" }, { maxRetries: 2 });
    api.failNext(PASS, status(500), { drop: "after" });
    expect(brief((await sync(client, { secrets: { a: "1" } })).items)).toBe("update a: done");
    expect(methods()).toBe("GET PUT PUT PUT");
  });
});

describe("prune", () => {
  it("deletes both secrets of a name, by placeholders longer than documented too", async () => {
    const { api, client } = setup();
    const long = "x".repeat(101);
    const list = listOf("z", "z");
    api.failNext({ body: { count: 2, secrets: list.secrets } }, PASS, status(204), status(204));
    Object.assign(list.secrets[1] ?? {}, { secret_placeholder: long });
    const { items } = await sync(client, { secrets: { a: "1" }, prune: true });
    expect(items.map((item) => item.secret_placeholder).slice(1)).toEqual(["sec_000000000", long]);
    expect(api.requests.slice(2).map(({ path }) => path.split("/").at(-1))).toEqual([
      "sec_000000000",
      long,
    ]);
  });
});

describe("onProgress", () => {
  it("is called with each item as soon as its status is known", async () => {
    const { api, client, methods } = setup({ z: "old" });
    api.failNext(PASS, PASS, status(403));
    const calls: string[] = [];
    const onProgress = (item: SyncItem) => void calls.push(`${brief([item])} after ${methods()}`);
    await failedItems(sync(client, { secrets: THREE, prune: true, onProgress }));
    expect(calls).toEqual([
      "create a: done after GET POST",
      "create b: failed after GET POST POST",
      "create c: not_attempted after GET POST POST",
      "delete z: not_attempted after GET POST POST",
    ]);
  });

  it("changes nothing if it changes its item and throws", async () => {
    const { client } = setup();
    const onProgress = (item: SyncItem) => {
      Object.assign(item, { status: "failed" });
      throw new Error("a listener's own");
    };
    const { items } = await sync(client, { secrets: THREE, onProgress });
    expect(brief(items)).toBe("create a: done, create b: done, create c: done");
  });
});

describe("an abort wins", () => {
  it.each<[string, Fault[], string[]]>([
    [
      "over an item that has failed",
      [status(422)],
      ["create a: failed", "create b: not_attempted"],
    ],
    ["over items to come", [], ["create a: done", "create b: not_attempted"]],
  ])("%s", async (_name, faults, want) => {
    const { api, client, methods } = setup();
    const controller = new AbortController();
    api.failNext(PASS, ...faults);
    const calls: string[] = [];
    const onProgress = (item: SyncItem) => {
      calls.push(brief([item]));
      controller.abort("enough");
    };
    const params = { secrets: { a: "1", b: "2" }, onProgress };
    expect(await rejection(sync(client, params, { signal: controller.signal }))).toBe("enough");
    expect(calls).toEqual(want);
    expect(methods()).toBe("GET POST");
  });

  it("over a delete, even with the reason of a 404", async () => {
    const { client, on, api, stored } = setup({ a: "old", b: "old" });
    const absent = setup().client.secrets.list({ ...CONNECTOR, team_id: 1 });
    const reason = await rejection(absent);
    expect(reason).toHaveProperty("status", 404);
    const controller = new AbortController();
    on({ 2: async () => controller.abort(reason) });
    const calls: string[] = [];
    const onProgress = (item: SyncItem) => void calls.push(brief([item]));
    const params = { secrets: { a: "new" }, prune: true, onProgress };
    api.failNext(PASS, PASS, { drop: "before" });
    expect(await rejection(sync(client, params, { signal: controller.signal }))).toBe(reason);
    expect(calls).toEqual(["update a: done", "delete b: unknown"]);
    expect(stored()).toEqual({ a: "new", b: "old" });
  });

  it("but not over work that is done", async () => {
    const { client } = setup();
    const controller = new AbortController();
    const onProgress = ({ secret_name }: SyncItem) => {
      if (secret_name === "c") controller.abort();
    };
    const work = sync(client, { secrets: THREE, onProgress }, { signal: controller.signal });
    await expect(work).resolves.toMatchObject({ items: { length: 3 } });
  });
});

describe("a SyncError", () => {
  it.each<[secrets: Record<string, string>, faults: Fault[], want: RegExp]>([
    [THREE, [status(422), status(403)], /: 2 failed, 1 not attempted\. .*422/],
    [THREE, [PASS, status(422)], /: 2 done, 1 failed\. .*422/],
    [{ a: "1" }, [status(422)], /: 1 failed\. .*422/],
  ])(
    "counts the items by status, and its cause is the first error",
    async (secrets, faults, want) => {
      const { api, client } = setup();
      api.failNext(PASS, ...faults);
      expect(await rejection(sync(client, { secrets }))).toMatchObject({
        name: "SyncError",
        message: expect.stringMatching(want),
        cause: { status: 422 },
      });
    },
  );
});
