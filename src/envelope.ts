// What an error response says, as far as it keeps to the contract.
import { isRecord } from "./constraints.ts";
import type { RateLimit } from "./errors/api.ts";
import type { ErrorCode } from "./types.ts";

/** The members of the documented envelope that are there and are strings. */
export interface ErrorBody {
  readonly code: ErrorCode | undefined;
  readonly message: string | undefined;
  readonly description: string | undefined;
  readonly requestId: string | undefined;
}

export function readErrorBody(text: string): ErrorBody {
  const { meta, error } = member(parseJson(text));
  const { code, message, description } = member(error);
  return {
    code: string(code),
    message: string(message),
    description: string(description),
    requestId: string(member(meta).request_id),
  };
}

/** `undefined` for what is no JSON: a gateway's page, an empty or a cut body. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function readRateLimit(headers: Headers): RateLimit {
  return {
    limit: count(headers.get("x-ratelimit-limit")),
    remaining: count(headers.get("x-ratelimit-remaining")),
  };
}

const member = (value: unknown) => (isRecord(value) ? value : {});
const string = (value: unknown) => (typeof value === "string" && value ? value : undefined);
const count = (value: string | null) => (value && /^[0-9]{1,15}$/.test(value) ? +value : undefined);
