// One call of one operation: validate → build → send → read.
import createOpenapiFetch, { type Client as OpenapiFetch } from "openapi-fetch";
import { type ApiPromise, apiPromise, type WithResponse } from "./api-promise.ts";
import type { Answer } from "./attempt.ts";
import { BuiltRequest } from "./built-request.ts";
import type { Config } from "./config.ts";
import type { Outcome } from "./errors/base.ts";
import { type CallOptions, type CallSettings, readCallOptions } from "./options.ts";
import { createCall, type OutgoingRequest } from "./outgoing.ts";
import { type ResultOf, readAnswer } from "./read-answer.ts";
import { stringsOf } from "./redact.ts";
import { send } from "./send.ts";
import type { paths } from "./types.ts";
import { type Input, type OperationId, type OperationOf, validate } from "./validate.ts";

/** How openapi-fetch is to be called for an operation. */
export interface Endpoint<Id extends OperationId> {
  readonly operation: OperationOf<Id>;
  build(http: OpenapiFetch<paths>, input: Input<Id>, init: BuildInit): Promise<unknown>;
}

interface BuildInit {
  parseAs: "stream";
  fetch(request: Request): Promise<Response>;
}

/** What `set` and `sync` know from earlier requests of the same task. */
export interface Context {
  /** `"unknown"` after a write that was perhaps applied. */
  readonly outcome?: Outcome;
  /** The values of the other secrets. */
  readonly sensitive?: readonly string[];
}

export type Caller = <Id extends OperationId>(
  endpoint: Endpoint<Id>,
  params: unknown,
  options?: CallOptions,
  context?: Context,
) => ApiPromise<ResultOf<Id>>;

export function createCaller(config: Config): Caller {
  const http = createOpenapiFetch<paths>({
    baseUrl: config.baseUrl,
    // It has the members that openapi-fetch and `toOutgoing` read, and no others.
    Request: BuiltRequest as unknown as typeof Request,
  });

  async function exchange<Id extends OperationId>(
    { operation, build }: Endpoint<Id>,
    params: unknown,
    options: CallOptions | undefined,
    context: Context,
  ): Promise<WithResponse<ResultOf<Id>>> {
    const settings = readCallOptions(options, config);
    const input = validate(operation, params);
    const { operationId, method } = operation;
    const sensitive = () => [...stringsOf(input.body), ...(context.sensitive ?? [])];
    const call = createCall(config, operationId, method, settings, sensitive);
    call.outcome = context.outcome ?? call.outcome;
    const answer = await new Promise<Answer>((resolve, reject) => {
      const init: BuildInit = {
        parseAs: "stream",
        // openapi-fetch has built the request; what comes back is read by us.
        fetch: async (request) => {
          const sent = send(toOutgoing(request as unknown as BuiltRequest, config, settings), call);
          resolve(sent);
          return (await sent).response;
        },
      };
      build(http, input, init).catch(reject);
    });
    return readAnswer(operation, answer, call);
  }

  return (endpoint, params, options, context = {}) =>
    apiPromise(exchange(endpoint, params, options, context));
}

function toOutgoing(
  { method, url, body }: BuiltRequest,
  config: Config,
  settings: CallSettings,
): OutgoingRequest {
  const json = body === undefined ? [] : [["content-type", "application/json"] as const];
  const headers = [...config.headers, ...settings.headers, ...json];
  return {
    method,
    url,
    headers: { accept: "application/json", ...Object.fromEntries(headers) },
    body,
  };
}
