// One call of one operation: validate → build → send → read.
import { type ApiPromise, apiPromise, type Exchange } from "./api-promise.ts";
import { buildRequest } from "./build.ts";
import type { Config } from "./config.ts";
import type { Outcome } from "./errors/base.ts";
import { type CallOptions, readCallOptions } from "./options.ts";
import { createCall } from "./outgoing.ts";
import { type ResultOf, readAnswer } from "./read-answer.ts";
import { stringsOf } from "./redact.ts";
import { send } from "./send.ts";
import { type OperationId, type OperationOf, validate } from "./validate.ts";

/** What `set` and `sync` know from earlier requests of the same task. */
export interface Context {
  /** `"unknown"` after a write that was perhaps applied. */
  readonly outcome?: Outcome;
  /** The values of the other secrets. */
  readonly sensitive?: readonly string[];
  /** The tokens of its requests. */
  readonly tokens?: Set<string>;
}

export type Caller = <Id extends OperationId>(
  operation: OperationOf<Id>,
  params: unknown,
  options?: CallOptions,
  context?: Context,
) => ApiPromise<ResultOf<Id>>;

export function createCaller(config: Config): Caller {
  // Nothing of the caller's is read after the first `await`.
  async function exchange<Id extends OperationId>(
    operation: OperationOf<Id>,
    params: unknown,
    options: CallOptions | undefined,
    context: Context,
  ): Promise<Exchange<ResultOf<Id>>> {
    const settings = readCallOptions(options, config);
    const input = validate(operation, params);
    const { operationId, method } = operation;
    const sensitive = () => [...stringsOf(input.body), ...(context.sensitive ?? [])];
    const call = createCall(config, operationId, method, settings, sensitive, context.tokens);
    call.outcome = context.outcome ?? call.outcome;
    const answer = await send(buildRequest(operation, input, config, settings), call);
    return readAnswer(operation, answer, call);
  }

  return (operation, params, options, context = {}) =>
    apiPromise(exchange(operation, params, options, context));
}
