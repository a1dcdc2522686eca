// The result of a call: its type, and the value of that type.
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  ApiError,
  type ApiPromise,
  type CreateSecretParams,
  type CreateSecretRequest,
  type components,
  createClient,
  type ErrorEnvelope,
  type ListSecretsParams,
  type Outcome,
  type paths,
  type RateLimit,
  type Secret,
  type SecretList,
  type UpdateSecretParams,
  type UpdateSecretRequest,
  type WithResponse,
} from "../../src/index.ts";
import { CONNECTOR, LIST, SECRET } from "../support/calls.ts";

const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";

const CREATE = { ...CONNECTOR, secret_name: "client_id", secret_value: "value" };

const answering = (make: () => Response) =>
  createClient({ apiKey: "an-api-key", fetch: async () => make() });
const listing = answering(() => Response.json(LIST));
const empty = answering(() => new Response(null, { status: 204 }));

describe("a result", () => {
  it("of list and create is the list", async () => {
    const list = listing.secrets.list(CONNECTOR);
    const created = listing.secrets.create(CREATE);
    expectTypeOf(list).toEqualTypeOf<ApiPromise<SecretList>>();
    expectTypeOf(created).toEqualTypeOf<ApiPromise<SecretList>>();
    const { count, secrets } = await list;
    expectTypeOf(count).toEqualTypeOf<number>();
    expectTypeOf(secrets).toEqualTypeOf<Secret[]>();
    expectTypeOf<Secret>().toEqualTypeOf<{ secret_placeholder: string; secret_name: string }>();
    expect({ count, secrets }).toEqual(await created);
  });

  it("of update and delete is nothing", async () => {
    const updated = empty.secrets.update({ ...SECRET, secret_value: "v" });
    const deleted = empty.secrets.delete(SECRET);
    expectTypeOf(updated).toEqualTypeOf<ApiPromise<void>>();
    expectTypeOf(deleted).toEqualTypeOf<ApiPromise<void>>();
    expect([await updated, await deleted]).toEqual([undefined, undefined]);
  });

  it("comes with its response", async () => {
    const call = listing.secrets.list(CONNECTOR).withResponse();
    expectTypeOf(call).toEqualTypeOf<Promise<WithResponse<SecretList>>>();
    const { data, response, requestId, rateLimit } = await call;
    expectTypeOf(data).toEqualTypeOf<SecretList>();
    expectTypeOf(response).toEqualTypeOf<Response>();
    expectTypeOf(requestId).toEqualTypeOf<string | undefined>();
    expectTypeOf(rateLimit).toEqualTypeOf<RateLimit>();
    expectTypeOf(rateLimit.remaining).toEqualTypeOf<number | undefined>();
    expect({ data, requestId, status: response.status }).toEqual({
      data: LIST,
      requestId: undefined,
      status: 200,
    });
    const none = empty.secrets.delete(SECRET).withResponse();
    expectTypeOf((await none).data).toEqualTypeOf<void>();
  });

  it("of client.http is the data or the documented error", async () => {
    const params = { path: CONNECTOR };
    const { data, error, response } = await listing.http.GET(PATH, { params });
    expectTypeOf(data).toEqualTypeOf<SecretList | undefined>();
    expectTypeOf(error).toEqualTypeOf<ErrorEnvelope | undefined>();
    expectTypeOf(response).toEqualTypeOf<Response>();
    expect(data).toEqual(LIST);
    expect(error?.error.code === "NOT_FOUND").toBe(false);
  });
});

describe("parameters", () => {
  it("take team_id as a number and as a bigint", async () => {
    expectTypeOf<ListSecretsParams["team_id"]>().toEqualTypeOf<number | bigint>();
    expect(await listing.secrets.list({ ...CONNECTOR, team_id: 2n ** 63n - 1n })).toEqual(LIST);
    const params = { path: { ...CONNECTOR, team_id: 2n ** 63n - 1n } };
    expect((await listing.http.GET(PATH, { params })).data).toEqual(LIST);
  });

  it("are those of the path and of the body, by the names of the wire", () => {
    expectTypeOf<"team_id" | "connector_identifier" | "secret_name" | "secret_value">().toExtend<
      keyof CreateSecretParams
    >();
    expectTypeOf<
      "team_id" | "connector_identifier" | "secret_placeholder" | "secret_value"
    >().toExtend<keyof UpdateSecretParams>();
    expectTypeOf<Omit<CreateSecretParams, keyof ListSecretsParams>>().toExtend<
      Pick<CreateSecretRequest, "secret_name" | "secret_value">
    >();
    expectTypeOf<UpdateSecretParams>().toExtend<Pick<UpdateSecretRequest, "secret_value">>();
    expectTypeOf<components["schemas"]["SecretList"]>().toEqualTypeOf<SecretList>();
    expectTypeOf<typeof PATH>().toExtend<keyof paths>();
    expect(Object.keys(CREATE)).toEqual([...Object.keys(CONNECTOR), "secret_name", "secret_value"]);
  });
});

describe("an ApiError", () => {
  it("has these details", async () => {
    const failing = answering(() => new Response(null, { status: 404 }));
    const error: unknown = await failing.secrets.list(CONNECTOR).catch((reason) => reason);
    if (!(error instanceof ApiError)) throw error;
    expectTypeOf(error.status).toEqualTypeOf<number>();
    expectTypeOf(error.description).toEqualTypeOf<string | undefined>();
    expectTypeOf(error.requestId).toEqualTypeOf<string | undefined>();
    expectTypeOf(error.retryAfter).toEqualTypeOf<number | undefined>();
    expectTypeOf(error.rateLimit).toEqualTypeOf<RateLimit>();
    expectTypeOf(error.outcome).toEqualTypeOf<Outcome>();
    expectTypeOf<Outcome>().toEqualTypeOf<"not_applied" | "unknown">();
    expect(error).toMatchObject({ status: 404, outcome: "not_applied", method: "GET" });
  });
});
