// `secrets.sync`, line by line of what it promises.
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  ApiError,
  ConfigurationError,
  SyncError,
  type SyncItem,
  type SyncSecretsParams,
  ValidationError,
} from "../../src/index.ts";
import type { Fault } from "../../src/testing/index.ts";
import { CONNECTOR, envelope, listOf, setup } from "../support/secrets.ts";

const pass: Fault = {};
const THREE = { a: "value-of-a", b: "value-of-b", c: "value-of-c" };

type Client = ReturnType<typeof setup>["client"];
type Options = Parameters<Client["secrets"]["sync"]>[1];

const sync = (
  client: Client,
  params: Omit<SyncSecretsParams, keyof typeof CONNECTOR>,
  options?: Options,
) => client.secrets.sync({ ...CONNECTOR, ...params }, options);

/** The items of a sync that does not finish. */
async function failedItems(work: Promise<unknown>): Promise<readonly SyncItem[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SyncError);
  return error instanceof SyncError ? error.result.items : [];
}

const brief = (items: readonly SyncItem[]) =>
  items.map(({ action, secret_name, status }) => `${action} ${secret_name}: ${status}`);

const hundred = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`name_${index}`, `value-${index}`]),
  );

describe("plans from one list: n changes cost n + 1 requests", () => {
  it.each<
    [
      string,
      Record<string, string>,
      Omit<SyncSecretsParams, keyof typeof CONNECTOR>,
      string[],
      string,
    ]
  >([
    [
      "new names are created",
      {},
      { secrets: THREE },
      ["create a: done", "create b: done", "create c: done"],
      "GET POST POST POST",
    ],
    [
      "known names are updated, the same value too",
      THREE,
      { secrets: THREE },
      ["update a: done", "update b: done", "update c: done"],
      "GET PUT PUT PUT",
    ],
    [
      "the rest stays without prune",
      { z: "old", b: "old" },
      { secrets: THREE },
      ["create a: done", "update b: done", "create c: done"],
      "GET POST PUT POST",
    ],
    [
      "and is deleted with it, after all writes",
      { y: "old", b: "old", z: "old" },
      { secrets: THREE, prune: true },
      ["create a: done", "update b: done", "create c: done", "delete y: done", "delete z: done"],
      "GET POST PUT POST DELETE DELETE",
    ],
    ["nothing to do", { a: "1" }, { secrets: {} }, [], "GET"],
  ])("%s", async (_name, before, params, items, methods) => {
    const world = setup(before);
    const placeholders = Object.fromEntries(
      Object.keys(before).map((name) => [name, world.placeholderOf(name)]),
    );
    const result = await sync(world.client, params);
    expect(brief(result.items)).toEqual(items);
    expect(world.methods()).toBe(methods);
    expect(world.stored()).toEqual(
      params.prune ? params.secrets : { ...before, ...params.secrets },
    );
    for (const { secret_name, secret_placeholder } of result.items) {
      expect(secret_placeholder).toBe(
        placeholders[secret_name] ?? world.placeholderOf(secret_name),
      );
    }
  });

  it("a hundred changes cost a hundred and one", async () => {
    const { client, api, stored } = setup();
    await sync(client, { secrets: hundred(100) });
    expect(api.requests).toHaveLength(101);
    expect(stored()).toEqual(hundred(100));
  });

  it("the writes go one after another", async () => {
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

  it("an item has these members and no others", async () => {
    const { client, placeholderOf } = setup({ b: "old" });
    const { items } = await sync(client, { secrets: { a: "1", b: "2" } });
    expect(items).toStrictEqual([
      {
        secret_name: "a",
        secret_placeholder: placeholderOf("a"),
        action: "create",
        status: "done",
      },
      {
        secret_name: "b",
        secret_placeholder: placeholderOf("b"),
        action: "update",
        status: "done",
      },
    ]);
  });
});

describe("refuses before the first write a plan that is impossible", () => {
  it.each<
    [
      string,
      Record<string, string>,
      Omit<SyncSecretsParams, keyof typeof CONNECTOR>,
      object,
      string,
    ]
  >([
    [
      "a value too long",
      {},
      { secrets: { a: "1", b: "v".repeat(10_001) } },
      { path: "secrets.b", keyword: "maxLength" },
      "",
    ],
    ["a name too long", {}, { secrets: { ["n".repeat(256)]: "1" } }, { keyword: "maxLength" }, ""],
    [
      "a lone surrogate",
      {},
      { secrets: { a: "\ud800" } },
      { path: "secrets.a", keyword: "wellFormed" },
      "",
    ],
    [
      "prune with an empty record",
      { a: "1" },
      { secrets: {}, prune: true },
      { path: "secrets", keyword: "minProperties" },
      "",
    ],
    [
      "over 100 secrets",
      {},
      { secrets: hundred(101) },
      { path: "secrets", keyword: "maxItems" },
      "GET",
    ],
    [
      "over 100 with those that are there",
      hundred(99),
      { secrets: { a: "1", b: "2" } },
      { path: "secrets", keyword: "maxItems" },
      "GET",
    ],
    [
      "over 100 on the peak, though prune makes room later",
      hundred(100),
      { secrets: { a: "1" }, prune: true },
      { path: "secrets", keyword: "maxItems" },
      "GET",
    ],
  ])("%s", async (_name, before, params, issue, methods) => {
    const world = setup(before);
    const refused = await sync(world.client, params).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ issues: [issue] });
    expect(inspect(refused)).not.toContain("vvvv");
    expect(world.methods()).toBe(methods);
    expect(world.stored()).toEqual(before);
  });

  it("exactly 100 on the peak is possible", async () => {
    const { client, stored } = setup(hundred(99));
    await sync(client, { secrets: { a: "1", name_0: "2" }, prune: true });
    expect(stored()).toEqual({ a: "1", name_0: "2" });
  });

  it("a connector that already holds more than 100 can be updated and pruned", async () => {
    const { api, client, placeholderOf, methods } = setup({ a: "old", b: "old" });
    const more = Object.keys(hundred(120)).map((secret_name, index) => ({
      secret_placeholder: `sec_more_${index}`,
      secret_name,
    }));
    const secrets = ["a", "b"].map((name) => ({
      secret_placeholder: placeholderOf(name),
      secret_name: name,
    }));
    api.failNext({ body: { count: 122, secrets: [...secrets, ...more] } });
    const { items } = await sync(client, { secrets: { a: "1", b: "2" } });
    expect(brief(items)).toEqual(["update a: done", "update b: done"]);
    expect(methods()).toBe("GET PUT PUT");
  });

  it("a name that the list has twice, with its placeholders", async () => {
    const { api, client, methods } = setup();
    api.failNext({ body: listOf("a", "b", "a") });
    const refused = await sync(client, { secrets: THREE }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ issues: [{ path: "secrets.a" }] });
    expect(String(refused)).toMatch(/sec_000000000.*sec_000000002/);
    expect(methods()).toBe("GET");
  });

  it.each<[string, object]>([
    ["no record", { secrets: undefined }],
    ["an array", { secrets: ["a"] }],
    ["a Map", { secrets: new Map([["a", "1"]]) }],
    ["null", { secrets: null }],
    ["a text", { secrets: "a=1" }],
    ["a value that is no string", { secrets: { a: 1 } }],
    ['"false" for prune', { secrets: THREE, prune: "false" }],
    ["0 for dryRun", { secrets: THREE, dryRun: 0 }],
    ["no function for onProgress", { secrets: THREE, onProgress: {} }],
    ["no team", { secrets: THREE, team_id: undefined }],
  ])("wrong parameters: %s", async (_name, wrong) => {
    const { client, api } = setup();
    const params: SyncSecretsParams = Object.assign({ ...CONNECTOR, secrets: THREE }, wrong);
    await expect(client.secrets.sync(params)).rejects.toBeInstanceOf(ValidationError);
    expect(api.requests).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["maxRetries of -1", { maxRetries: -1 }],
    ["null", null],
  ])("wrong options: %s", async (_name, options) => {
    const { client, api } = setup();
    const call = client.secrets.sync as (params: object, options: unknown) => Promise<unknown>;
    const work = call({ ...CONNECTOR, secrets: THREE }, options);
    await expect(work).rejects.toBeInstanceOf(ConfigurationError);
    expect(api.requests).toEqual([]);
  });
});

it("parameters and options are copied", async () => {
  const { client, api, stored } = setup();
  const secrets: Record<string, string> = { ...THREE };
  const options = { headers: { "x-mark": "1" } };
  const params = { ...CONNECTOR, secrets, prune: false };
  const work = client.secrets.sync(params, options);
  secrets.a = "changed";
  secrets.d = "new";
  params.prune = true;
  options.headers["x-mark"] = "2";
  await work;
  expect(stored()).toEqual(THREE);
  expect(new Set(api.requests.map(({ headers }) => headers["x-mark"]))).toEqual(new Set(["1"]));
});

it.each(["__proto__", "constructor", "toString", "", "1"])(
  "%j is a name as any other",
  async (name) => {
    const { client, api } = setup();
    const secrets = Object.fromEntries([[name, "value"]]);
    const { items } = await sync(client, { secrets });
    expect(brief(items)).toEqual([`create ${name}: done`]);
    expect(api.secrets(936506, "T3S70")).toMatchObject([
      { secret_name: name, secret_value: "value" },
    ]);
    expect(brief((await sync(client, { secrets })).items)).toEqual([`update ${name}: done`]);
  },
);

describe("dryRun resolves with the plan and writes nothing", () => {
  it("the plan", async () => {
    const world = setup({ b: "old", z: "old" });
    const seen: SyncItem[] = [];
    const { items } = await sync(world.client, {
      secrets: THREE,
      prune: true,
      dryRun: true,
      onProgress: (item) => seen.push(item),
    });
    expect(items).toStrictEqual([
      { secret_name: "a", action: "create", status: "planned" },
      {
        secret_name: "b",
        secret_placeholder: world.placeholderOf("b"),
        action: "update",
        status: "planned",
      },
      { secret_name: "c", action: "create", status: "planned" },
      {
        secret_name: "z",
        secret_placeholder: world.placeholderOf("z"),
        action: "delete",
        status: "planned",
      },
    ]);
    expect(world.methods()).toBe("GET");
    expect(world.stored()).toEqual({ b: "old", z: "old" });
    expect(seen).toEqual([]);
  });

  it("and refuses what cannot be carried out", async () => {
    const { client } = setup(hundred(100));
    await expect(sync(client, { secrets: { a: "1" }, dryRun: true })).rejects.toBeInstanceOf(
      ValidationError,
    );
  });
});

describe("a refusal of one item does not stop the others", () => {
  it.each([400, 409, 422])("%i", async (status) => {
    const { api, client, stored, methods } = setup({ z: "old" });
    api.failNext(pass, pass, { status });
    const items = await failedItems(sync(client, { secrets: THREE, prune: true }));
    expect(brief(items)).toEqual([
      "create a: done",
      "create b: failed",
      "create c: done",
      "delete z: not_attempted",
    ]);
    expect(items[1]).not.toHaveProperty("secret_placeholder");
    expect(items[1]?.error).toMatchObject({ status, outcome: "not_applied" });
    expect(methods()).toBe("GET POST POST POST");
    expect(stored()).toEqual({ z: "old", a: THREE.a, c: THREE.c });
  });

  it("a second writer makes one of the names meanwhile", async () => {
    const { client, second, on, stored } = setup();
    on({ 2: second.create("b", "of another") });
    const items = await failedItems(sync(client, { secrets: THREE }));
    expect(brief(items)).toEqual(["create a: done", "create b: failed", "create c: done"]);
    expect(items[1]?.error).toMatchObject({ name: "ConflictError" });
    await sync(client, { secrets: THREE });
    expect(stored()).toEqual(THREE);
  });
});

it("an attempt that was lost, and made up for, says nothing of the next item", async () => {
  const { api, client, methods } = setup({ a: "old", b: "old" }, { maxRetries: 1 });
  api.failNext(pass, { status: 500 }, pass, { status: 422 });
  const items = await failedItems(sync(client, { secrets: { a: "1", b: "2" } }));
  expect(brief(items)).toEqual(["update a: done", "update b: failed"]);
  expect(items[1]?.error).toMatchObject({ status: 422, outcome: "not_applied" });
  expect(methods()).toBe("GET PUT PUT PUT");
});

describe("everything else stops it", () => {
  it.each<[string, Fault, "failed" | "unknown", object]>([
    ["401", { status: 401 }, "failed", { name: "AuthenticationError" }],
    ["403", { status: 403 }, "failed", { name: "PermissionDeniedError" }],
    ["404", { status: 404 }, "failed", { name: "NotFoundError" }],
    ["429", { status: 429 }, "failed", { name: "RateLimitError", retryAfter: 3600 }],
    ["500", { status: 500 }, "unknown", { name: "ServerError" }],
    ["503", { status: 503 }, "unknown", { name: "ServerError" }],
    ["a connection lost before", { drop: "before" }, "unknown", { name: "ConnectionError" }],
    ["a connection lost after", { drop: "after" }, "unknown", { name: "ConnectionError" }],
    ["a page", { body: "<html>" }, "unknown", { name: "UnexpectedResponseError" }],
    ["a redirect", { status: 307 }, "unknown", { name: "UnexpectedResponseError" }],
    [
      "a list without the name",
      { body: listOf("a") },
      "unknown",
      { name: "UnexpectedResponseError" },
    ],
    [
      "a list with the name twice",
      { body: listOf("b", "b") },
      "unknown",
      { name: "UnexpectedResponseError" },
    ],
  ])("%s", async (_name, fault, status, error) => {
    const { api, client, stored, methods } = setup({ z: "old" });
    api.failNext(pass, pass, fault);
    const items = await failedItems(sync(client, { secrets: THREE, prune: true }));
    expect(brief(items)).toEqual([
      "create a: done",
      `create b: ${status}`,
      "create c: not_attempted",
      "delete z: not_attempted",
    ]);
    expect(items[1]?.error).toMatchObject(error);
    expect(items[2]).toStrictEqual({ secret_name: "c", action: "create", status: "not_attempted" });
    expect(methods()).toBe("GET POST POST");

    // Running it again finishes the work.
    await sync(client, { secrets: THREE, prune: true });
    expect(stored()).toEqual(THREE);
  });

  it("a server that cannot be reached: the item has failed, and nothing was applied", async () => {
    const { api, client } = setup();
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    let requests = 0;
    const fetch: typeof globalThis.fetch = async (...request) => {
      if (requests++ > 0) throw new TypeError("fetch failed", { cause: refused });
      return api.fetch(...request);
    };
    const { client: unreachable } = setup({}, { fetch });
    const items = await failedItems(sync(unreachable, { secrets: THREE }));
    expect(brief(items)).toEqual([
      "create a: failed",
      "create b: not_attempted",
      "create c: not_attempted",
    ]);
    expect(items[0]?.error).toMatchObject({ name: "ConnectionError", outcome: "not_applied" });
    await sync(client, { secrets: THREE });
  });

  it("an update that is not there any more", async () => {
    const { client, second, on } = setup({ a: "old", b: "old" });
    on({ 1: second.delete("a") });
    const items = await failedItems(sync(client, { secrets: THREE }));
    expect(brief(items)).toEqual([
      "update a: failed",
      "update b: not_attempted",
      "create c: not_attempted",
    ]);
  });

  it("repeats what may be repeated first", async () => {
    const { api, client, methods } = setup({ a: "old" }, { maxRetries: 2 });
    api.failNext(pass, { status: 500 }, { drop: "after" });
    const { items } = await sync(client, { secrets: { a: "1" } });
    expect(brief(items)).toEqual(["update a: done"]);
    expect(methods()).toBe("GET PUT PUT PUT");
  });
});

describe("prune", () => {
  it("a 404 on a delete counts as done", async () => {
    const { client, second, on, stored, methods } = setup({ y: "old", z: "old" });
    on({ 2: second.delete("y") });
    const { items } = await sync(client, { secrets: { a: "1" }, prune: true });
    expect(brief(items)).toEqual(["create a: done", "delete y: done", "delete z: done"]);
    expect(stored()).toEqual({ a: "1" });
    expect(methods()).toBe("GET POST DELETE DELETE");
  });

  it.each<[string, Fault, string]>([
    ["500", { status: 500 }, "unknown"],
    ["403", { status: 403 }, "failed"],
  ])("%s to a delete stops the others", async (_name, fault, status) => {
    const { api, client } = setup({ y: "old", z: "old" });
    api.failNext(pass, pass, fault);
    const items = await failedItems(sync(client, { secrets: { a: "1" }, prune: true }));
    expect(brief(items)).toEqual([
      "create a: done",
      `delete y: ${status}`,
      "delete z: not_attempted",
    ]);
  });

  it("waits for a write that may not have been applied, also where the sync goes on", async () => {
    const { api, client, methods } = setup({ a: "old", z: "old" }, { maxRetries: 1 });
    api.failNext(pass, { status: 503 }, { status: 422 });
    const items = await failedItems(sync(client, { secrets: { a: "1" }, prune: true }));
    expect(brief(items)).toEqual(["update a: unknown", "delete z: not_attempted"]);
    expect(methods()).toBe("GET PUT PUT");
  });

  it("and update take a placeholder that is longer than documented", async () => {
    const long = { secret_name: "a", secret_placeholder: "x".repeat(101) };
    const { api, client, methods } = setup();
    api.failNext({ body: { count: 1, secrets: [long] } }, { status: 204 });
    const { items } = await sync(client, { secrets: { a: "1" } });
    expect(brief(items)).toEqual(["update a: done"]);
    expect(methods()).toBe("GET PUT");
    expect(api.requests[1]?.path).toContain(long.secret_placeholder);
  });

  it("deletes both secrets of a name that is to go", async () => {
    const { api, client, methods } = setup();
    api.failNext({ body: listOf("z", "z") });
    const { items } = await sync(client, { secrets: { a: "1" }, prune: true });
    expect(items.slice(1)).toEqual([
      { secret_name: "z", secret_placeholder: "sec_000000000", action: "delete", status: "done" },
      { secret_name: "z", secret_placeholder: "sec_000000001", action: "delete", status: "done" },
    ]);
    expect(methods()).toBe("GET POST DELETE DELETE");
  });
});

it.each([401, 403, 404, 429, 500])("a %i to the list is thrown as it is", async (status) => {
  const { api, client, methods } = setup();
  api.failNext({ status });
  const failed = await sync(client, { secrets: THREE }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ApiError);
  expect(failed).toMatchObject({ status, outcome: "not_applied" });
  expect(methods()).toBe("GET");
});

describe("onProgress", () => {
  it("gets each item as its status stands, and no more", async () => {
    const { api, client, methods } = setup({ z: "old" });
    api.failNext(pass, pass, { status: 403 });
    const seen: string[] = [];
    const onProgress = (item: SyncItem) => {
      seen.push(`${brief([item])} after ${methods()}`);
    };
    const items = await failedItems(sync(client, { secrets: THREE, prune: true, onProgress }));
    expect(seen).toEqual([
      "create a: done after GET POST",
      "create b: failed after GET POST POST",
      "create c: not_attempted after GET POST POST",
      "delete z: not_attempted after GET POST POST",
    ]);
    expect(items).toHaveLength(4);
  });

  it("gets a copy", async () => {
    const { client } = setup();
    const onProgress = (item: SyncItem) =>
      void Object.assign(item, { status: "failed", action: "delete" });
    const { items } = await sync(client, { secrets: THREE, onProgress });
    expect(brief(items)).toEqual(["create a: done", "create b: done", "create c: done"]);
  });

  it.each<[string, () => void]>([
    [
      "throws",
      () => {
        throw new Error("a listener's own");
      },
    ],
    ["rejects", () => Promise.reject(new Error("a listener's own"))],
  ])("changes nothing when it %s", async (_name, onProgress) => {
    const { client, stored } = setup();
    const { items } = await sync(client, { secrets: THREE, onProgress });
    expect(items).toHaveLength(3);
    expect(stored()).toEqual(THREE);
  });
});

describe("an abort wins", () => {
  it.each([0, 1, 2])("before request %i: the signal's own reason", async (at) => {
    const { client, on, methods } = setup();
    const controller = new AbortController();
    const reason = { why: "enough" };
    on({ [at]: async () => controller.abort(reason) });
    const work = sync(client, { secrets: THREE }, { signal: controller.signal });
    await expect(work).rejects.toBe(reason);
    expect(methods()).toBe(["GET", "POST"].slice(0, at).join(" "));
  });

  it("over an item that has failed before", async () => {
    const { api, client } = setup();
    const controller = new AbortController();
    api.failNext(pass, { status: 422 });
    const onProgress = () => controller.abort("enough");
    const work = sync(client, { secrets: THREE, onProgress }, { signal: controller.signal });
    await expect(work).rejects.toBe("enough");
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

describe("SyncError", () => {
  it.each<[name: string, secrets: Record<string, string>, faults: Fault[], want: RegExp]>([
    [
      "of several",
      THREE,
      [{ status: 422 }, { status: 403 }],
      /: 2 failed, 1 not attempted\. .*422/,
    ],
    ["of some that are done", THREE, [pass, { status: 422 }], /: 2 done, 1 failed\. .*422/],
    ["of one", { a: "1" }, [{ status: 422 }], /: 1 failed\. .*422/],
  ])("counts the items by status, %s, and has the first error as its cause", async (...row) => {
    const [_name, secrets, faults, message] = row;
    const { api, client } = setup();
    api.failNext(pass, ...faults);
    const error = await sync(client, { secrets }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: "SyncError",
      message: expect.stringMatching(message),
      cause: { status: 422 },
    });
  });

  it.each([1, 2, 3])(
    "no value is in it, though the answer to write %i repeats them all",
    async (at) => {
      const { api, client } = setup({ b: "old" }, { maxRetries: 0 });
      const words = `${Object.values(THREE).join(", ")}, a-credential`;
      const faults = Array.from({ length: at }, () => pass);
      api.failNext(...faults, { status: 422, body: envelope(words) });
      const error = await sync(client, { secrets: THREE }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SyncError);
      const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
      expect(shown).toContain("[redacted], [redacted], [redacted], [redacted]");
      for (const value of [...Object.values(THREE), "a-credential"])
        expect(shown).not.toContain(value);
    },
  );

  it("nor in the error of the first list", async () => {
    const { api, client } = setup();
    api.failNext({ status: 500, body: envelope(Object.values(THREE).join()) });
    const error = await sync(client, { secrets: THREE }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 500, description: "[redacted],[redacted],[redacted]" });
  });
});

it.each([
  ["a value", THREE.a],
  ["the value of another secret", THREE.b],
  ["the credential", "a-credential"],
])("%s is not in the refusal of a list whose placeholders repeat it", async (_name, echo) => {
  const { api, client } = setup();
  api.failNext({
    body: {
      count: 2,
      secrets: [1, 2].map((n) => ({ secret_placeholder: `${echo}-${n}`, secret_name: "a" })),
    },
  });
  const refused = await sync(client, { secrets: THREE }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ValidationError);
  expect(inspect(refused)).not.toContain(echo);
});

it("an abort whose reason looks like an answer to a delete is no answer", async () => {
  const controller = new AbortController();
  const { client, api, stored } = setup({ a: "old", b: "old" });
  api.failNext({}, {}, { stall: true });
  const told: SyncItem[] = [];
  const onProgress = (item: SyncItem) => {
    told.push(item);
    if (told.length === 1) setTimeout(() => controller.abort(reason), 20);
  };
  const absent = setup().client.secrets.list({ ...CONNECTOR, team_id: 1 });
  const reason: unknown = await absent.catch((error: unknown) => error);
  expect(reason).toHaveProperty("status", 404);
  const work = sync(
    client,
    { secrets: { a: "new" }, prune: true, onProgress },
    { signal: controller.signal },
  );
  await expect(work).rejects.toBe(reason);
  expect(brief(told)).toEqual(["update a: done", "delete b: unknown"]);
  expect(stored()).toEqual({ a: "new", b: "old" });
});

it("what an abort comes before is not attempted", async () => {
  const controller = new AbortController();
  const { client, methods } = setup({ z: "old" });
  const told: SyncItem[] = [];
  const onProgress = (item: SyncItem) => {
    told.push(item);
    controller.abort("enough");
  };
  const work = sync(
    client,
    { secrets: { a: "1", b: "2" }, prune: true, onProgress },
    { signal: controller.signal },
  );
  await expect(work).rejects.toBe("enough");
  expect(brief(told)).toEqual([
    "create a: done",
    "create b: not_attempted",
    "delete z: not_attempted",
  ]);
  expect(methods()).toBe("GET POST");
});

it("a misspelt parameter is refused, before anything is written or deleted", async () => {
  const { client, methods } = setup({ b: "old" });
  const params = { secrets: { a: "new" }, prune: true, dryrun: true };
  await expect(sync(client, params)).rejects.toMatchObject({
    name: "ValidationError",
    message:
      "secrets.sync: dryrun is none of secrets, team_id, connector_identifier, prune, dryRun, onProgress.",
    issues: [{ path: "dryrun", keyword: "additionalProperties" }],
  });
  expect(methods()).toBe("");
});

it("a write that was perhaps made is unknown, also where the token provider fails after it", async () => {
  let asked = 0;
  const tokenProvider = () => {
    if (++asked > 1) throw new Error("down");
    return "token";
  };
  const options = { apiKey: undefined, tokenProvider, maxRetries: 1 };
  const { client, api, stored } = setup({ a: "old" }, options);
  api.failNext({}, { drop: "after" }, { status: 401 });
  const items = await failedItems(sync(client, { secrets: { a: "new" } }));
  expect(brief(items)).toEqual(["update a: unknown"]);
  expect(stored()).toEqual({ a: "new" });
});
