// What must hold when a call has settled.
import { inspect } from "node:util";
import { expect } from "vitest";
import {
  ApiError,
  NotFoundError,
  type SetResult,
  SupermetricsError,
  SyncError,
  type SyncItem,
  type SyncResult,
} from "../../../src/index.ts";
import type { StoreModel } from "./store-model.ts";
import { type Course, TOKEN, type World } from "./world.ts";

/** How often `set` looks at the list. */
const ROUNDS = 3;

export interface SetTask {
  readonly name: string;
  readonly value: string;
  /** Whether the name was there before. */
  readonly existed: boolean;
}

export function checkSet(course: Course<SetResult>, task: SetTask, world: World): void {
  const { end, passages, isPlain } = course;
  const { name, value, existed } = task;
  expect(passages.length).toBeLessThanOrEqual(ROUNDS * 2 * (1 + world.maxRetries));
  // It touches no other name.
  expect(new Set([name, undefined, ...passages.map((each) => each.name)]).size).toBe(2);
  if (isPlain) {
    expect(passages.map(({ method }) => method)).toEqual(["GET", existed ? "PUT" : "POST"]);
    expect(end).toMatchObject({ status: "fulfilled" });
  }
  if (end.status === "rejected") {
    checkRejection(course, [value]);
    checkReason(course);
    if (outcomeOf(end.reason) === "not_applied") expect(changesOf(course, name)).toEqual([]);
    return;
  }
  const { action, secret_placeholder } = end.value;
  expect(world.model.get(name)).toEqual({ placeholder: secret_placeholder, value });
  // The last request was a write of its own: no one else can have stored that value.
  expect(passages.at(-1)).toMatchObject({ name, method: action === "created" ? "POST" : "PUT" });
}

/** It gives up after the last round, and before it for a refusal and for a list that fails. */
function checkReason({ passages, abort }: Course<SetResult>): void {
  const methods = passages.map(({ method }) => method);
  const rounds = methods.filter((method, at) => method === "GET" && methods[at - 1] !== "GET");
  if (abort || rounds.length === ROUNDS || methods.at(-1) === "GET") return;
  expect([400, 401, 403, 422, 429]).toContain(passages.at(-1)?.status);
}

export interface SyncTask {
  readonly values: Readonly<Record<string, string>>;
  readonly prune: boolean;
  readonly dryRun: boolean;
}

export function checkSync(
  course: Course<SyncResult>,
  task: SyncTask,
  world: World,
  progress: readonly SyncItem[],
): void {
  const { end, isPlain, passages } = course;
  const { values, prune, dryRun } = task;
  if (end.status === "rejected") checkRejection(course, Object.values(values));
  const items = itemsOf(end);
  checkOrder(course, task, items);
  if (!items) return;
  if (dryRun) {
    expect(items.filter(({ status }) => status !== "planned")).toEqual([]);
    return;
  }
  expect(progress).toEqual(items);
  checkStop(items);
  for (const item of items) checkItem(course, item, values[item.secret_name], world.model);
  expect(items.every(({ status }) => status === "done")).toBe(end.status === "fulfilled");
  if (!isPlain) return;
  expect(end.status).toBe("fulfilled");
  expect(passages).toHaveLength(items.length + 1);
  const stored = world.model.entries().map(([name]) => name);
  if (prune) expect(stored.sort()).toEqual(Object.keys(values).sort());
}

/** One list; creates and updates; then deletes, none before all writes are done. */
function checkOrder(
  { passages }: Course<SyncResult>,
  { values, prune, dryRun }: SyncTask,
  items: readonly SyncItem[] | undefined,
): void {
  const methods = passages.map(({ method }) => `${method} `).join("");
  expect(methods).toMatch(dryRun ? /^(GET )+$/ : /^(GET )+(PUT |POST )*(DELETE )*$/);
  const deletes = passages.filter(({ method }) => method === "DELETE");
  const isOpen = ({ action, status }: SyncItem) => action !== "delete" && status !== "done";
  if (!prune || items?.some(isOpen)) expect(deletes).toEqual([]);
  expect(deletes.filter(({ name }) => name !== undefined && name in values)).toEqual([]);
}

/** The refusal of one item does not stop the others; everything else does. */
function checkStop(items: readonly SyncItem[]): void {
  let isStopped = false;
  let isOpen = false;
  for (const { action, status, error } of items) {
    expect(status === "not_attempted").toBe(isStopped || (action === "delete" && isOpen));
    isStopped ||= error !== undefined && !isRefusal(error);
    isOpen ||= action !== "delete" && status !== "done";
    // What is to be deleted and is not there is done.
    if (action === "delete") expect(error).not.toBeInstanceOf(NotFoundError);
  }
}

const isRefusal = (error: unknown) =>
  error instanceof ApiError && [400, 409, 422].includes(error.status);

/** What an item says is so. */
function checkItem(
  course: Course<SyncResult>,
  { secret_name: name, secret_placeholder: placeholder, action, status, error }: SyncItem,
  value: string | undefined,
  model: StoreModel,
): void {
  const isForeign = course.interference.some((each) => each.name === name);
  expect(error === undefined).toBe(status === "done" || status === "not_attempted");
  switch (status) {
    case "done":
      // A second writer may have come after it, and may have deleted first what was to be deleted.
      if (isForeign) return;
      expect(changesOf(course, name)).not.toEqual([]);
      expect(model.get(name)).toEqual(action === "delete" ? undefined : { placeholder, value });
      return;
    case "failed":
      expect(changesOf(course, name)).toEqual([]);
      return;
    case "unknown":
      expect(requestsFor(course, name)).not.toEqual([]);
      return;
    case "not_attempted":
      expect(requestsFor(course, name)).toEqual([]);
      return;
    default:
      expect.fail(`${name} is ${status}`);
  }
}

/** An abort wins; all else is an error of the package, and no secret is in it. */
function checkRejection({ end, abort }: Course<unknown>, values: readonly string[]): void {
  if (end.status === "fulfilled") return;
  if (abort) {
    expect(end.reason).toBe(abort);
    return;
  }
  expect(end.reason).toBeInstanceOf(SupermetricsError);
  const shown = inspect(end.reason, { depth: 9, showHidden: true }) + JSON.stringify(end.reason);
  for (const secret of [...values, TOKEN]) expect(shown).not.toContain(secret);
}

function itemsOf(end: PromiseSettledResult<SyncResult>): readonly SyncItem[] | undefined {
  if (end.status === "fulfilled") return end.value.items;
  return end.reason instanceof SyncError ? end.reason.result.items : undefined;
}

const requestsFor = ({ passages }: Course<unknown>, name: string) =>
  passages.filter((passage) => passage.name === name);

const changesOf = (course: Course<unknown>, name: string) =>
  requestsFor(course, name).filter(({ changed }) => changed);

const outcomeOf = (error: unknown) =>
  error instanceof Error && "outcome" in error ? error.outcome : undefined;
