// One call of one operation: validate → build → send → read.
import createOpenapiFetch, { type Client as OpenapiFetch } from "openapi-fetch";
import { type ApiPromise, apiPromise, type Exchange } from "./api-promise.ts";
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
  build(http: OpenapiFetch<paths>, input: Input<Id>): Promise<{ response: Response }>;
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
    // openapi-fetch builds the request; to send it, and to read the answer, is ours. A
    // BuiltRequest has what openapi-fetch reads of a request and of a response, and no more.
    Request: BuiltRequest as unknown as typeof Request,
    fetch: async (request) => request as unknown as Response,
    pathSerializer: fillPath,
  });

  async function exchange<Id extends OperationId>(
    { operation, build }: Endpoint<Id>,
    params: unknown,
    options: CallOptions | undefined,
    context: Context,
  ): Promise<Exchange<ResultOf<Id>>> {
    const settings = readCallOptions(options, config);
    const input = validate(operation, params);
    const { operationId, method } = operation;
    const sensitive = () => [...stringsOf(input.body), ...(context.sensitive ?? [])];
    const call = createCall(config, operationId, method, settings, sensitive);
    call.outcome = context.outcome ?? call.outcome;
    const built = (await build(http, input)).response as unknown as BuiltRequest;
    const answer = await send(toOutgoing(built, config, settings), call);
    return readAnswer(operation, answer, call);
  }

  return (endpoint, params, options, context = {}) =>
    apiPromise(exchange(endpoint, params, options, context));
}

/** In one go; the template has each parameter once, and `validate` has seen all of them. */
function fillPath(template: string, path: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name])),
  );
}

function toOutgoing(
  { method, url, body }: BuiltRequest,
  config: Config,
  settings: CallSettings,
): OutgoingRequest {
  const headers: Record<string, string> = { accept: "application/json" };
  for (const [name, value] of config.headers) headers[name] = value;
  for (const [name, value] of settings.headers) headers[name] = value;
  if (body !== undefined) headers["content-type"] = "application/json";
  return { method, url, headers, body };
}
