// `connectors.publish`: get, compare, put, get, compare.
import { expect, it } from "vitest";
import {
  type ClientOptions,
  type ConfigurationJson,
  createClient,
  type PublishConnectorParams,
} from "../../src/index.ts";
import { createFakeApi, type Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { rejection } from "../support/fake-fetch.ts";

const OLD = { a: 1, list: [1, 2], é: { b: null } };
const OLD_IN_ANOTHER_ORDER = { é: { b: null }, list: [1n, 2.0], a: 1n };
const NEW = { a: 2, id: 9223372036854775807n };
const NEW_IN_ANOTHER_ORDER = { id: 9223372036854775807n, a: 2 };
const OTHER = { ...NEW, a: 3 };

const PASS: Fault = {};
const LOST: Fault = { drop: "before" };
const APPLIED: Fault = { drop: "after" };
const status = (code: number): Fault => ({ status: code });
/** What the server shows; without an argument, nothing is published. */
const shows = (configuration_json?: ConfigurationJson): Fault => ({
  body: { ...CONNECTOR, ...(configuration_json && { configuration: { configuration_json } }) },
});

function setup(faults: readonly Fault[] = [], options: Partial<ClientOptions> = {}) {
  const { team_id, connector_identifier } = CONNECTOR;
  const connector = { team_id, connector_identifier, name: "A name", description: "A description" };
  const api = createFakeApi({ connectors: [{ ...connector, configuration: OLD }] });
  api.failNext(...faults);
  const credentials = { apiKey: "a-credential", fetch: api.fetch };
  const client = createClient({ ...credentials, maxRetries: 0, maxRetryDelay: 0, ...options });
  return {
    api,
    publish: (params: Partial<PublishConnectorParams> = {}, signal?: AbortSignal) =>
      client.connectors.publish({ ...CONNECTOR, configuration_json: NEW, ...params }, { signal }),
    methods: () => api.requests.map(({ method }) => method).join(" "),
    published: async () => {
      const { configuration } = await createClient(credentials).connectors.get(CONNECTOR);
      return configuration?.configuration_json;
    },
  };
}

type Row = [name: string, faults: Fault[], methods: string, result: object, maxRetries?: number];
const PUBLISHED = { action: "published", before: OLD, after: NEW, isExact: true };
const CHANGED = { ...PUBLISHED, after: OTHER, isExact: false };
const UNREAD = { ...PUBLISHED, after: undefined, isExact: false };

it.each<Row>([
  ["nothing goes wrong", [], "GET PUT GET", PUBLISHED],
  ["it had no configuration", [shows()], "GET PUT GET", { ...PUBLISHED, before: undefined }],
  ["the response is lost", [PASS, APPLIED], "GET PUT GET", PUBLISHED],
  ["the response is a page", [PASS, { body: "<html>" }], "GET PUT GET", PUBLISHED],
  ["it is lost and sent again", [PASS, LOST], "GET PUT PUT GET", PUBLISHED, 1],
  ["each is sent twice", [LOST, PASS, LOST, PASS, LOST], "GET GET PUT PUT GET GET", PUBLISHED, 1],
  ["it is refused once applied", [PASS, APPLIED, status(403)], "GET PUT PUT GET", PUBLISHED, 1],
  ["the server changes it", [PASS, PASS, shows(OTHER)], "GET PUT GET", CHANGED],
  ["the server reorders it", [PASS, PASS, shows(NEW_IN_ANOTHER_ORDER)], "GET PUT GET", PUBLISHED],
  ["it cannot be read back", [PASS, PASS, status(500)], "GET PUT GET", UNREAD],
  ["nothing is there to be read back", [PASS, PASS, shows()], "GET PUT GET", UNREAD],
])("it is published if %s", async (_name, faults, want, result, maxRetries = 0) => {
  const { publish, methods, published } = setup(faults, { maxRetries });
  const got = await publish();
  expect(got).toEqual(result);
  expect(Object.values(got)).not.toContain(undefined);
  expect(methods()).toBe(want);
  expect(await published()).toEqual(NEW);
});

const LOST_PUT = { name: "ConnectionError", outcome: "unknown" };
const GAVE_UP = { name: "ServerError", outcome: "unknown" };
const NO_CONNECTOR = { name: "NotFoundError", operation: "getConnector" };
const REFUSED = { name: "UnprocessableEntityError" };

it.each<[name: string, faults: Fault[], methods: string, error: object, isApplied?: true]>([
  ["the first read fails", [status(404)], "GET", NO_CONNECTOR],
  ["it is refused", [PASS, status(422)], "GET PUT", REFUSED],
  ["it never arrived", [PASS, LOST], "GET PUT GET", LOST_PUT],
  ["a gateway timed out", [PASS, status(504)], "GET PUT GET", GAVE_UP],
  ["nobody knows whether it arrived", [PASS, APPLIED, status(500)], "GET PUT GET", LOST_PUT, true],
  ["it arrived, and was changed since", [PASS, APPLIED, shows(OLD)], "GET PUT GET", LOST_PUT, true],
])("it rejects if %s", async (_name, faults, want, error, isApplied) => {
  const { publish, methods, published } = setup(faults);
  const usual = { operation: "updateConnector", outcome: "not_applied" };
  expect(await rejection(publish())).toMatchObject({ ...usual, ...error });
  expect(methods()).toBe(want);
  expect(await published()).toEqual(isApplied ? NEW : OLD);
});

it("an equal configuration is not published again", async () => {
  const { publish, methods } = setup();
  const result = { action: "unchanged", before: OLD, after: OLD, isExact: true };
  expect(await publish({ configuration_json: OLD_IN_ANOTHER_ORDER })).toEqual(result);
  expect(methods()).toBe("GET");
});

type Json = ConfigurationJson | null;
it.each<[name: string, expected: Json, now: ConfigurationJson | undefined, isChanged: boolean]>([
  ["it in another order", OLD_IN_ANOTHER_ORDER, OLD, false],
  ["nothing", null, undefined, false],
  ["an empty one", {}, {}, false],
  ["a list in another order", { ...OLD, list: [2, 1] }, OLD, true],
  ["a name in another Unicode form", { ...OLD, é: undefined, "e\u0301": OLD.é }, OLD, true],
  ["nothing, but one is there", null, {}, true],
  ["one, but nothing is there", {}, undefined, true],
  ["another one, but that to publish is there", OLD, NEW, true],
])("it expects %s", async (_name, expected, now, isChanged) => {
  const { publish, methods } = setup([shows(now)]);
  const result = publish({ expected });
  if (!isChanged) expect(await result).toMatchObject({ action: "published" });
  else {
    const error = (await rejection(result)) as Error;
    expect(error).toHaveProperty("name", "ConnectorChangedError");
    expect({ ...error }).toEqual({ operation: "connectors.publish", outcome: "not_applied" });
  }
  expect(methods()).toBe(isChanged ? "GET" : "GET PUT GET");
});

it.each<[name: string, shown: ConfigurationJson, connector: object | undefined]>([
  ["name and description", { name: "n", description: "" }, { name: "n", description: "" }],
  ["no description", { name: "n" }, undefined],
  ["null for a description", { name: "n", description: null }, undefined],
])(
  "it puts the configuration, and the connector's own name and description: %s",
  async (_name, shown, connector) => {
    const { api, publish } = setup([{ body: { ...CONNECTOR, ...shown } }]);
    await publish();
    const want = { configuration: { configuration_json: NEW }, ...(connector && { connector }) };
    expect(api.requests[1]?.body).toEqual(want);
  },
);

const AT = "configuration_json";
it.each<[name: string, params: object, path: string, keyword: string]>([
  ["no configuration", { configuration_json: undefined }, AT, "required"],
  ["a text", { configuration_json: "{}" }, AT, "type"],
  ["a list", { configuration_json: [] }, AT, "type"],
  ["null", { configuration_json: null }, AT, "type"],
  ["NaN", { configuration_json: { a: [Number.NaN] } }, `${AT}.a[0]`, "json"],
  ["a rounded integer", { configuration_json: { "b c": 2 ** 53 } }, `${AT}.b c`, "integer"],
  ["an expected text", { expected: "{}" }, "expected", "type"],
  ["another name", { expect: {} }, "expect", "additionalProperties"],
  ["no team", { team_id: undefined }, "team_id", "required"],
])("it refuses %s, and sends nothing", async (_name, params, path, keyword) => {
  const { publish, methods } = setup();
  const error = { name: "ValidationError", operation: "connectors.publish" };
  const want = { ...error, issues: [{ path, keyword }] };
  expect(await rejection(publish(params))).toMatchObject(want);
  expect(methods()).toBe("");
});

it.each(["PUT", "GET"])("an abort during the last %s rejects with its reason", async (method) => {
  const stalled: Fault[] =
    method === "PUT" ? [PASS, { stall: true }] : [PASS, APPLIED, { stall: true }];
  const controller = new AbortController();
  const reason = new Error("enough");
  const { api, publish } = setup(stalled);
  const result = rejection(publish({}, controller.signal));
  while (api.requests.length < stalled.length) await new Promise(setImmediate);
  controller.abort(reason);
  expect(await result).toBe(reason);
  expect(api.requests).toHaveLength(stalled.length);
});
